CREATE TABLE entry (
    revision INTEGER PRIMARY KEY,
    body     TEXT NOT NULL, -- the entry as JSON
    seal     BLOB NOT NULL  -- BLAKE3 of the seal before and of this body: no entry changes unseen
) STRICT;

CREATE TABLE text (
    hash  TEXT PRIMARY KEY, -- BLAKE3 of the bytes, in hexadecimal
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER entry_stays   BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER text_is_kept  BEFORE DELETE ON text  BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER text_stays    BEFORE UPDATE ON text  BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
