"""The register as it began: documents, files, facts, corrections, drafts, and what is needed to search them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_documents()
    _make_files()
    _make_facts()
    _make_corrections()
    _make_drafts()
    _make_searchable()


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("number", sa.Text),
        sa.Column("issued_on", sa.Date),
        sa.Column("issuer", sa.Text),
        sa.Column("level", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("period_start", sa.Date),
        sa.Column("period_end", sa.Date),
        sa.Column("results", sa.Text, nullable=False),
        sa.Column("likeness", sa.Text),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("header", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("plain", sa.Text, nullable=False),
        sa.Column("bodies", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", "part", name="uq_documents_sha256_part"),
    )
    op.create_index("ix_documents_issued_on", "documents", ["issued_on"])
    op.create_index("ix_documents_likeness", "documents", ["likeness"])


def _make_files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("ending", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("came_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    op.create_index("ix_files_stage", "files", ["stage"])
    op.create_index("ix_files_sha256", "files", ["sha256"])


def _make_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("body_plain", sa.Text),
        sa.Column("task", sa.Text),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("rrule", sa.Text),
        sa.Column("verdict", sa.Text),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_facts_document_id", ondelete="CASCADE"),
        sa.UniqueConstraint("document_id", "type", "key", name="uq_facts_document_id_type_key"),
    )
    day, rhythm = sa.text("type = 'deadline' AND rrule IS NULL"), sa.text("rrule IS NOT NULL")
    op.create_index("ix_facts_day", "facts", ["last"], sqlite_where=day, postgresql_where=day)
    op.create_index("ix_facts_rhythm", "facts", ["last"], sqlite_where=rhythm, postgresql_where=rhythm)


def _make_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_sha256", "corrections", ["sha256"])


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("blanks", sa.Integer, nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_drafts_document_id", ondelete="CASCADE"),
        sa.UniqueConstraint("document_id", "unit", name="uq_drafts_document_id_unit"),
    )


def _make_searchable() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for column in ("words", "plain", "bodies"):
            vector = f"{column}_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', {column})) STORED"
            op.execute(f"ALTER TABLE documents ADD COLUMN {vector}")
            op.execute(f"CREATE INDEX ix_documents_{column} ON documents USING gin ({column}_vector)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE document_words USING fts5"
        "(words, plain, bodies, content='documents', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    columns = "rowid, words, plain, bodies"
    away = f"INSERT INTO document_words(document_words, {columns}) VALUES ('delete', old.id, old.words, old.plain, old.bodies);"
    come = f"INSERT INTO document_words({columns}) VALUES (new.id, new.words, new.plain, new.bodies);"
    op.execute(f"CREATE TRIGGER document_words_come AFTER INSERT ON documents BEGIN {come} END")
    op.execute(f"CREATE TRIGGER document_words_away AFTER DELETE ON documents BEGIN {away} END")
    op.execute(f"CREATE TRIGGER document_words_change AFTER UPDATE OF words, plain, bodies ON documents BEGIN {away} {come} END")
