"""living roadmap"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('digest',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('period', sa.String(length=16), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('snapshot', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('sent', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_digest_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_digest_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest')),
    sa.UniqueConstraint('person_id', 'organisation_id', 'period', name=op.f('uq_digest_person_id_organisation_id_period'))
    )
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_digest_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('digest_plan',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rhythm', sa.Enum('weekly', 'monthly', 'never', name='rhythm', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('chosen', sa.Boolean(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_digest_plan_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_digest_plan_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest_plan')),
    sa.UniqueConstraint('person_id', 'organisation_id', name=op.f('uq_digest_plan_person_id_organisation_id'))
    )
    with op.batch_alter_table('digest_plan', schema=None) as batch_op:
        batch_op.create_index('ix_digest_plan_due', ['next_at'], unique=False, sqlite_where=sa.text('next_at IS NOT NULL'), postgresql_where=sa.text('next_at IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_digest_plan_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('roadmap_template',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('body', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_roadmap_template_created_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_roadmap_template_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roadmap_template'))
    )
    with op.batch_alter_table('roadmap_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roadmap_template_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('sent_sheet',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('base', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('made_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_sent_sheet_made_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_sent_sheet_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_sheet'))
    )
    with op.batch_alter_table('sent_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sent_sheet_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('sheet_return',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sheet_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'applied', 'undone', 'dropped', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('edits', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('acts', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_sheet_return_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sheet_id'], ['sent_sheet.id'], name=op.f('fk_sheet_return_sheet_id_sent_sheet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_return'))
    )
    with op.batch_alter_table('sheet_return', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_return_sheet_id'), ['sheet_id'], unique=False)

    op.create_table('for_head',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('passed_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('passed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_for_head_item_id_item'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_for_head_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['passed_by'], ['person.id'], name=op.f('fk_for_head_passed_by_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_for_head')),
    sa.UniqueConstraint('item_id', 'told_at', name=op.f('uq_for_head_item_id_told_at'))
    )
    with op.batch_alter_table('for_head', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_for_head_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_for_head_organisation_id'), ['organisation_id'], unique=False)

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('paper', 'survey', 'consents', 'bank', 'pairs', 'programme', 'meetings', 'event', 'training', 'publication', 'report', 'study', 'monitoring', name='kind', native_enum=False, create_constraint=True, length=32), nullable=True))
        batch_op.add_column(sa.Column('kind_chosen', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('twin_group', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('carried_from_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_item_twin_group'), ['twin_group'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_item_carried_from_id_item'), 'item', ['carried_from_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('nudged_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('roadmap', schema=None) as batch_op:
        batch_op.add_column(sa.Column('corrects_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('parent_item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('asked', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('answers', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True))
        batch_op.add_column(sa.Column('previous_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_roadmap_parent_item_id'), ['parent_item_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_roadmap_corrects_id_roadmap'), 'roadmap', ['corrects_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_roadmap_previous_id_roadmap'), 'roadmap', ['previous_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_roadmap_parent_item_id_item'), 'item', ['parent_item_id'], ['id'], ondelete='SET NULL', use_alter=True)



def downgrade() -> None:
    with op.batch_alter_table('roadmap', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_roadmap_parent_item_id_item'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_roadmap_previous_id_roadmap'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_roadmap_corrects_id_roadmap'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_roadmap_parent_item_id'))
        batch_op.drop_column('previous_id')
        batch_op.drop_column('answers')
        batch_op.drop_column('asked')
        batch_op.drop_column('parent_item_id')
        batch_op.drop_column('corrects_id')

    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.drop_column('nudged_at')
        batch_op.drop_column('asked_at')

    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_item_carried_from_id_item'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_item_twin_group'))
        batch_op.drop_column('carried_from_id')
        batch_op.drop_column('twin_group')
        batch_op.drop_column('kind_chosen')
        batch_op.drop_constraint(batch_op.f('ck_item_kind'), type_='check')
        batch_op.drop_column('kind')

    with op.batch_alter_table('for_head', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_for_head_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_for_head_item_id'))

    op.drop_table('for_head')
    with op.batch_alter_table('sheet_return', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_return_sheet_id'))

    op.drop_table('sheet_return')
    with op.batch_alter_table('sent_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_sheet_organisation_id'))

    op.drop_table('sent_sheet')
    with op.batch_alter_table('roadmap_template', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roadmap_template_organisation_id'))

    op.drop_table('roadmap_template')
    with op.batch_alter_table('digest_plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_digest_plan_organisation_id'))
        batch_op.drop_index('ix_digest_plan_due', sqlite_where=sa.text('next_at IS NOT NULL'), postgresql_where=sa.text('next_at IS NOT NULL'))

    op.drop_table('digest_plan')
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_digest_organisation_id'))

    op.drop_table('digest')
