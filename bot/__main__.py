"""python -m bot: every command of the program. Imports are lazy: aiogram alone costs seconds."""

import argparse
import asyncio
import os
import sys
from datetime import date
from pathlib import Path

from domain.exporting import What

COMMANDS = {
    "up": "start: the real messenger with BOT_TOKEN, else the sandbox",
    "run": "start with the real messenger",
    "sandbox": "start with a messenger of our own and a page in the browser",
    "migrate": "bring the database to this version (a copy is kept)",
    "backup": "copy database and files into one .zip while the bot runs",
    "restore": "list the copies, or put one back (the bot must be stopped)",
    "roadmap": "read a roadmap file and show what was understood",
    "deadline": "show how a term is understood",
    "reminders": "show what will be sent to whom",
    "admin": "print a one-time code for a new administrator, when the old one is lost",
    "export": "write data as .xlsx or .csv: people, pairs, meetings and so on",
    "doctor": "check token, network, database, folders, zone and disk",
}


def parser() -> argparse.ArgumentParser:
    """The command line; --help lists everything."""
    root = argparse.ArgumentParser(prog="python -m bot", description="Nastavnik")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=text) for name, text in COMMANDS.items()}
    for name in ("up", "sandbox"):
        made[name].add_argument("--empty", action="store_true", help="start without the demo")
        made[name].add_argument(
            "--no-pairs", action="store_true", help="the demo without its pairs"
        )
    made["backup"].add_argument("--out", type=Path, required=True, help="the .zip to write")
    made["restore"].add_argument("file", type=Path, nargs="?", help="a .zip or .db of ours")
    made["restore"].add_argument("--yes", action="store_true", help="do not ask")
    made["roadmap"].add_argument("what", choices=["read"])
    made["roadmap"].add_argument("file")
    made["roadmap"].add_argument("--period", help="2022-2023")
    made["roadmap"].add_argument("--json", action="store_true")
    made["deadline"].add_argument("phrase", help='a term, or "-" for lines of standard input')
    made["deadline"].add_argument("--school-year", help="2022-2023")
    made["deadline"].add_argument("--json", action="store_true")
    made["reminders"].add_argument("--until", type=date.fromisoformat, help="YYYY-MM-DD")
    made["reminders"].add_argument("--print", action="store_true", dest="today")
    made["admin"].add_argument("--keep", action="store_true", help="present ones stay")
    made["export"].add_argument("what", choices=list(What))
    made["export"].add_argument("--out", type=Path, required=True, help="the file to write")
    made["export"].add_argument("--school", type=int, help="number of an organisation")
    for name in ("--since", "--until"):
        made["export"].add_argument(name, type=date.fromisoformat, help="YYYY-MM-DD")
    made["export"].add_argument("--csv", action="store_true", help="text instead of a workbook")
    made["doctor"].add_argument("--quick", action="store_true", help="no network")
    return root


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = parser().parse_args(argv)
    try:
        code = _run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # «… | head» has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(args: argparse.Namespace) -> int:
    if args.command == "roadmap":
        from bot.commands import roadmap

        return roadmap.run(args.file, args.period, args.json)
    if args.command == "deadline":
        from bot.commands import deadline

        return deadline.run(args.phrase, args.school_year, args.json)
    return _with_settings(args)


def _with_settings(args: argparse.Namespace) -> int:
    from bot import logs
    from bot.settings import Settings

    settings = Settings.load()
    logs.setup(settings.log_level)
    command = args.command
    if command == "up":
        command = "sandbox" if settings.sandbox else "run"
    if command == "sandbox":
        from bot.commands import sandbox

        return asyncio.run(sandbox.run(settings, empty=args.empty, pairs=not args.no_pairs))
    if command == "run":
        from bot.commands import run

        return asyncio.run(run.run(settings))
    if command == "migrate":
        from bot.commands import migrate

        return migrate.run(settings)
    if command == "backup":
        from bot.commands import backup

        return asyncio.run(backup.run(settings, args.out))
    if command == "restore":
        from bot.commands import restore

        return restore.run(settings, args.file, sure=args.yes)
    if command == "reminders":
        from bot.commands import reminders

        return asyncio.run(reminders.run(settings, args.until, args.today))
    if command == "admin":
        from bot.commands import admin

        return asyncio.run(admin.run(settings, keep=args.keep))
    if command == "export":
        from bot.commands import export

        wanted = export.Wanted(What(args.what), args.school, args.since, args.until, args.csv)
        return asyncio.run(export.run(settings, wanted, args.out))
    from bot.commands import doctor

    return asyncio.run(doctor.run(settings, quick=args.quick))


if __name__ == "__main__":
    sys.exit(main())
