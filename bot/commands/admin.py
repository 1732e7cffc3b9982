"""`python -m bot admin`: a one-time code for a new administrator, when the old one is lost."""

from bot import stored
from bot.commands.moment import clock_of
from bot.settings import Settings
from db.engine import Database
from services import installation
from texts import console


async def run(settings: Settings, *, keep: bool) -> int:
    """Print the code; 0, or 1 without a database. `keep`: present administrators stay."""
    url = settings.database_url_for(settings.sandbox)
    try:
        await stored.revision(url)
    except (stored.Missing, stored.Unusable):
        print(console.no_database())
        return 1
    db = Database(url)
    try:
        code = await db.write(installation.new_admin_code, clock_of(settings).now(), keep=keep)
    finally:
        await db.close()
    print(console.new_admin_code(code, keep))
    return 0
