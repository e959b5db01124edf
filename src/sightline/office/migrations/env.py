"""Run by Alembic: steps happen on the connection that `office.schema` hands over."""

from alembic import context

from sightline.office.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
