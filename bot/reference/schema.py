"""The tables of the SQLite file: one for each kind of file that CMS publishes, each row with its edition.

Codes, modifiers, indicators and amounts are text as the files print them. Days of NCCI edits are numbers such as
20260630, of which there are millions.
"""

VERSION = 1
"""Of these tables, kept as the file's user_version; another one asks for a new import."""

TABLES = """
CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    setting TEXT NOT NULL,
    effective TEXT NOT NULL,
    title TEXT NOT NULL,
    is_partial INTEGER NOT NULL,
    with_descriptions INTEGER NOT NULL,
    UNIQUE (kind, setting, effective)
);
CREATE TABLE file (
    edition INTEGER NOT NULL REFERENCES edition (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    rows INTEGER NOT NULL,
    first_key TEXT NOT NULL,
    last_key TEXT NOT NULL,
    PRIMARY KEY (edition, name)
) WITHOUT ROWID;
CREATE TABLE fee_schedule (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    modifier TEXT NOT NULL,
    status TEXT NOT NULL,
    not_used_for_payment TEXT NOT NULL,
    work_rvu TEXT NOT NULL,
    non_facility_pe_rvu TEXT NOT NULL,
    non_facility_na TEXT NOT NULL,
    facility_pe_rvu TEXT NOT NULL,
    facility_na TEXT NOT NULL,
    malpractice_rvu TEXT NOT NULL,
    non_facility_total_rvu TEXT NOT NULL,
    facility_total_rvu TEXT NOT NULL,
    pc_tc_indicator TEXT NOT NULL,
    global_days TEXT NOT NULL,
    preoperative_share TEXT NOT NULL,
    intraoperative_share TEXT NOT NULL,
    postoperative_share TEXT NOT NULL,
    multiple_procedure TEXT NOT NULL,
    bilateral_surgery TEXT NOT NULL,
    assistant_surgery TEXT NOT NULL,
    co_surgeons TEXT NOT NULL,
    team_surgery TEXT NOT NULL,
    endoscopic_base TEXT NOT NULL,
    conversion_factor TEXT NOT NULL,
    supervision TEXT NOT NULL,
    PRIMARY KEY (edition, code, modifier)
) WITHOUT ROWID;
CREATE TABLE description (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (edition, code)
) WITHOUT ROWID;
CREATE TABLE gpci (
    edition INTEGER NOT NULL,
    contractor TEXT NOT NULL,
    state TEXT NOT NULL,
    locality TEXT NOT NULL,
    name TEXT NOT NULL,
    work TEXT NOT NULL,
    practice_expense TEXT NOT NULL,
    malpractice TEXT NOT NULL,
    PRIMARY KEY (edition, contractor, locality)
) WITHOUT ROWID;
CREATE TABLE ptp (
    edition INTEGER NOT NULL,
    column_1 TEXT NOT NULL,
    column_2 TEXT NOT NULL,
    generation INTEGER NOT NULL,
    effective INTEGER,
    deleted INTEGER,
    indicator TEXT NOT NULL,
    rationale INTEGER NOT NULL REFERENCES rationale (id),
    PRIMARY KEY (edition, column_1, column_2, generation)
) WITHOUT ROWID;
CREATE INDEX ptp_by_column_2 ON ptp (edition, column_2, indicator, deleted, effective, column_1);
CREATE TABLE rationale (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE mue (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    mai TEXT NOT NULL,
    rationale TEXT NOT NULL,
    PRIMARY KEY (edition, code)
) WITHOUT ROWID;
CREATE TABLE add_on (
    edition INTEGER NOT NULL,
    add_on TEXT NOT NULL,
    primary_code TEXT NOT NULL,
    type TEXT NOT NULL,
    effective TEXT NOT NULL,
    deleted TEXT NOT NULL,
    PRIMARY KEY (edition, add_on, primary_code, effective)
) WITHOUT ROWID;
CREATE INDEX add_on_by_primary ON add_on (edition, primary_code);
CREATE TABLE hcpcs (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    is_modifier INTEGER NOT NULL,
    title TEXT NOT NULL,
    short_title TEXT NOT NULL,
    coverage TEXT NOT NULL,
    action_effective TEXT NOT NULL,
    added TEXT NOT NULL,
    terminated TEXT NOT NULL,
    PRIMARY KEY (edition, code)
) WITHOUT ROWID;
CREATE TABLE diagnosis (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    billable INTEGER NOT NULL,
    short_title TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (edition, code)
) WITHOUT ROWID;
CREATE TABLE place (
    edition INTEGER NOT NULL,
    code TEXT NOT NULL,
    facility TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (edition, code)
) WITHOUT ROWID;
CREATE TABLE code (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE title USING fts5 (
    code UNINDEXED, is_diagnosis UNINDEXED, text, tokenize = 'porter unicode61', detail = 'none'
);
"""
