"""Documents in the order in which they are listed: the newest first, those without a day last."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"CREATE INDEX ix_documents_newest ON documents (issued_on DESC{last}, id DESC)")
