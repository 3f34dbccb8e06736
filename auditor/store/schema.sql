-- The store (audit.db): facts first, judgement after. Every id is dense and canonical (items depth first in source order,
-- everything else by item and place in it), so that the same input gives the same file for any number of workers.
-- Times are RFC 3339 text in UTC, local without zone, or a date; NULL is unknown. Booleans are 0 or 1.
PRAGMA user_version = 2;

CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
-- keys: version, today, started, finished, school, language, policy, policy-digest, register-digest, staff-digest, lists-digest,
-- register-given, staff-given (1 or 0; so for parents, timetable, holidays, takedowns, allow, previous, accounts, pixels),
-- register-refusers-only, register-asks-names, previous-manifest (SHA-256 of the manifest of the run before), sandbox (JSON array of active layers), sandbox-missing (JSON array), pixels ("all", "new", "never"; else why no face was counted: "no-weights"), keep-until, limits (those set otherwise than built in, as bounds_set() takes them), working-folder (where paths of sources are relative)

-- Things that change the meaning of the result; shown first in every report.
CREATE TABLE warning (id INTEGER PRIMARY KEY, code TEXT NOT NULL, detail TEXT);

-- The lists and the policy that the run was given, by path: what "verify" looks at again. kind: register, mapping, ..., policy.
CREATE TABLE given (kind TEXT PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID; -- SHA-256; of a policy with all it extends

CREATE TABLE source (
    id INTEGER PRIMARY KEY, label TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, -- folder | file
    channel TEXT, access TEXT, owner TEXT, platform TEXT, account TEXT,
    bytes INTEGER, digest TEXT, -- SHA-256 of a file source
    counted INTEGER -- entries counted independently of the scan (folders), NULL where there is no second count
);

-- The ledger: one row for every item and every container (a container is an item with is_container = 1).
CREATE TABLE item (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, parent INTEGER REFERENCES item,
    position BLOB NOT NULL,   -- canonical order: big-endian ordinals from the source down, compared as bytes
    path TEXT NOT NULL,       -- chain path: site.tar.gz!/fotos.zip!/2024/kamp.jpg
    name TEXT NOT NULL,       -- last path part
    place TEXT NOT NULL,      -- path below the export's root, without archive names: stable from export to export
    is_container INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER, hash TEXT, -- XXH3-128 in hex
    type TEXT, reader TEXT, modified TEXT, -- content type by content; reader; time stamp of file or entry
    state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', detail TEXT,
    gap INTEGER NOT NULL DEFAULT 0,
    entries INTEGER,          -- containers: members the walker saw
    entries_directory INTEGER, -- containers: members the format's own directory counts
    duplicate_of INTEGER REFERENCES item,
    url TEXT, url_how TEXT    -- original location, where known
);

-- What could not be read within an item, one row a gap; item.reason holds the one that weighs most.
CREATE TABLE gap (id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item, reason TEXT NOT NULL, detail TEXT);

-- The pixels of an image item as its header tells.
CREATE TABLE picture (
    item INTEGER PRIMARY KEY REFERENCES item, width INTEGER, height INTEGER, orientation INTEGER, format TEXT
);

CREATE TABLE publication (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item, number INTEGER NOT NULL, -- 0: the item as a whole
    parent INTEGER REFERENCES publication,
    kind TEXT NOT NULL, platform TEXT, channel TEXT, access TEXT NOT NULL, -- public | closed | direct (unknown counts as public)
    access_known INTEGER NOT NULL, status TEXT NOT NULL, -- published | unpublished
    author TEXT, author_role TEXT, author_person INTEGER REFERENCES person, -- role: school | staff | pupil | parent | unknown
    title TEXT, url TEXT, native_id TEXT, published TEXT, published_known TEXT, updated TEXT, announces TEXT
);

-- What a post or answer said, as one number: enough to see next time that it says something else. XXH3-64 over title, texts and captions.
CREATE TABLE wording (publication INTEGER PRIMARY KEY, digest TEXT NOT NULL);

CREATE TABLE text (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, publication INTEGER NOT NULL, link INTEGER, -- the medium it describes
    place TEXT NOT NULL, label TEXT, bytes INTEGER NOT NULL, digest TEXT, content TEXT -- digest, content: only where something was found
);

CREATE TABLE mention (
    id INTEGER PRIMARY KEY, text INTEGER NOT NULL, person INTEGER NOT NULL, tier TEXT NOT NULL, -- certain | likely | review
    surname INTEGER NOT NULL, -- 0: first name only
    start INTEGER NOT NULL, end INTEGER NOT NULL, -- bytes in the text as read
    matched TEXT NOT NULL, excerpt TEXT, excerpt_start INTEGER, -- at most 160 characters round the hit; where the hit starts in it, bytes
    form TEXT NOT NULL, reasons TEXT NOT NULL -- comma separated
);
-- Mentions of tier trace: bare surnames, one row for each who bears it (person NULL: for more than a hundred, once), and what is on the list of words
-- that are nobody's name. Counted, never a finding; apart, because among many people they outnumber the mentions by hundreds.
CREATE TABLE trace (
    id INTEGER PRIMARY KEY, text INTEGER NOT NULL, person INTEGER, start INTEGER NOT NULL, end INTEGER NOT NULL,
    form TEXT NOT NULL, reasons TEXT NOT NULL
);

-- Data about pupils. kind: bsn, education-number (of both only the last two digits), birth-date, address, postcode, phone, email, iban, account,
-- parent, mark, care, belief. person: the pupil it stands beside, NULL where it stands alone. Digits are masked in the excerpt.
CREATE TABLE datum (
    id INTEGER PRIMARY KEY, text INTEGER, item INTEGER NOT NULL, publication INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT, excerpt TEXT,
    person INTEGER, tier TEXT NOT NULL DEFAULT 'review', start INTEGER, end INTEGER -- bytes in the text
);
-- What a text holds of the word lists that rules name, and of the words (list "words") and titles ("titles") that the policy gives to a rule.
CREATE TABLE phrase (
    id INTEGER PRIMARY KEY, text INTEGER NOT NULL, list TEXT NOT NULL, phrase TEXT NOT NULL, -- as it stands in the list
    start INTEGER, end INTEGER, excerpt TEXT -- bytes in the text; at most 160 characters round the hit
);

-- A medium that a publication shows, as referred to; target is the item it was found to be.
CREATE TABLE link (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, publication INTEGER NOT NULL, number INTEGER NOT NULL, role TEXT NOT NULL,
    uri TEXT NOT NULL, taken TEXT, target INTEGER REFERENCES item, photo INTEGER REFERENCES photo,
    state TEXT NOT NULL DEFAULT 'open', -- found | missing | outside (an address that is in no source)
    -- Links behind those of their item: what Google Photos said of another picture (store/lent.sql).
    how TEXT -- found by: place (as written), root (from the export's root), tail (only the end of the path agrees), name (nothing but the
             -- file name, of which there is one), several (like root or tail, but more than one would do: the first was taken)
);

CREATE TABLE photo (
    id INTEGER PRIMARY KEY, hash TEXT, width INTEGER, height INTEGER, format TEXT,
    class TEXT NOT NULL DEFAULT 'uncertain', class_reason TEXT, -- none | individual | several | uncertain
    faces INTEGER, -- NULL: pixels not looked into; 2: two or more
    pixels TEXT REFERENCES pixels, -- the content that was looked into; NULL: none
    frames INTEGER, moment INTEGER -- of a film: frames that were looked into; milliseconds from its start to the one that faces and thumbnail are of
);
-- What the worker made of a photo's pixels, and where it saw faces (fractions of the upright picture, centre and size; how sure that
-- is). Doubtful ones too; two that are sure end the search.
CREATE TABLE thumbnail (photo INTEGER PRIMARY KEY, pixelated BLOB NOT NULL /* 16x16 RGB, 768 bytes */, clear BLOB /* JPEG, may be NULL */);
CREATE TABLE face (photo INTEGER, x REAL, y REAL, width REAL, height REAL, score REAL);
-- A lead: the photo could be a part of another one; where in it (fractions, centre and size). Not joined: nothing follows from it.
CREATE TABLE photo_part (photo INTEGER PRIMARY KEY, whole INTEGER NOT NULL, x REAL, y REAL, width REAL, height REAL);
CREATE INDEX photo_part_whole ON photo_part (whole);
-- What was seen in the pixels, by content (item.hash), kept for the next run. Thumbnails are NULL where table thumbnail has them.
CREATE TABLE pixels (
    hash TEXT PRIMARY KEY, version INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, -- upright; version: PIXELS_VERSION
    fingerprint INTEGER NOT NULL, counted INTEGER NOT NULL, light BLOB NOT NULL, pixelated BLOB, clear BLOB,
    -- The small picture in its metadata: SmallKind, and the place (fractions of it, centre and size); a JPEG of it where it shows more.
    small INTEGER NOT NULL, small_x REAL, small_y REAL, small_width REAL, small_height REAL, small_clear BLOB,
    frames INTEGER NOT NULL, moment INTEGER NOT NULL, -- of a film: how many frames were looked into, and when the one is shown that stands here; else 0
    marks BLOB NOT NULL -- what parts of it are known by: wire/marks.h
) WITHOUT ROWID;
CREATE TABLE pixels_face (
    hash TEXT NOT NULL, number INTEGER NOT NULL, x REAL, y REAL, width REAL, height REAL, score REAL, PRIMARY KEY (hash, number)
) WITHOUT ROWID;
-- What of a picture's pixels could not be seen, by content; such a picture is looked into anew each time.
CREATE TABLE pixels_gap (hash TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT) WITHOUT ROWID;
CREATE TABLE photo_item (photo INTEGER NOT NULL, item INTEGER NOT NULL, how TEXT NOT NULL, PRIMARY KEY (item)) WITHOUT ROWID; -- how: hash | size-family | original | pixels

CREATE TABLE person_tag (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, publication INTEGER NOT NULL, link INTEGER, photo INTEGER,
    dialect TEXT NOT NULL, name TEXT NOT NULL, person INTEGER, tier TEXT, x REAL, y REAL, width REAL, height REAL
);

CREATE TABLE property (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, publication INTEGER NOT NULL, link INTEGER, photo INTEGER,
    block TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL
);

-- Where a photo is shown: publications that link it; else the file itself, which its address reaches.
CREATE TABLE showing (
    photo INTEGER NOT NULL, publication INTEGER NOT NULL, item INTEGER NOT NULL, link INTEGER, -- item: the picture file, 0 when no source has it
    PRIMARY KEY (photo, publication)
) WITHOUT ROWID;

-- Somebody shown in a photo, with the evidence.
CREATE TABLE depiction (
    id INTEGER PRIMARY KEY, photo INTEGER NOT NULL, person INTEGER, -- NULL: somebody who is not in the register
    publication INTEGER, item INTEGER NOT NULL, -- where the evidence stands
    evidence TEXT NOT NULL, -- tag | caption | alt | filename | text
    mention INTEGER, person_tag INTEGER, confidence TEXT NOT NULL -- certain | likely | review
);

-- The groups of the register that somebody says a photo is of: in its caption or file name, or in the title of the album or post.
CREATE TABLE photo_group (photo INTEGER NOT NULL, "group" TEXT NOT NULL, PRIMARY KEY (photo, "group")) WITHOUT ROWID;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, publication INTEGER NOT NULL, platform TEXT, relation TEXT NOT NULL,
    name TEXT, handle TEXT, since TEXT, person INTEGER, tier TEXT
);
CREATE TABLE account (id INTEGER PRIMARY KEY, item INTEGER NOT NULL, platform TEXT NOT NULL, handle TEXT, name TEXT, owner TEXT);

-- The register. number is the school's own; first .. last as the list gives them. Behind them people named in texts who are in no list:
-- role "unlisted", number u-1, u-2, ... in order of first sight.
CREATE TABLE person (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, number TEXT, first TEXT, first_names TEXT, initials TEXT, infix TEXT, last TEXT, last_official TEXT,
    aliases TEXT, -- JSON array
    masked TEXT NOT NULL, -- initials for the masked level: "S. d. V."
    function TEXT, email TEXT, account TEXT,
    "group" TEXT, birth TEXT, "left" TEXT, protected INTEGER NOT NULL DEFAULT 0, list_row INTEGER
);
CREATE TABLE consent (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, subject TEXT NOT NULL, channel TEXT NOT NULL, scope TEXT NOT NULL, answer TEXT NOT NULL,
    raw TEXT, given_on TEXT, given_by TEXT, withdrawn_on TEXT, valid_from TEXT, valid_until TEXT, evidence TEXT, list_row INTEGER, list_column TEXT,
    giver TEXT -- who given_by is: parent | pupil; NULL not known
);
-- What the audit file says of the school itself. kind: name | account | domain | camera | logo. platform: of an account; detail: its owner
-- (school | management | staff:<number> | allowed), a camera's serial number.
CREATE TABLE school (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, platform TEXT, value TEXT NOT NULL, detail TEXT);
-- The timetable: day 1 (Monday) to 7, times of the Netherlands as HH:MM; and the days without lessons.
CREATE TABLE lesson (id INTEGER PRIMARY KEY, day INTEGER NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL, "group" TEXT);
CREATE TABLE holiday (id INTEGER PRIMARY KEY, start TEXT NOT NULL, end TEXT NOT NULL, name TEXT);
-- What the school permits (--allow). kind: name (nobody's name) | account | contact | url | file (a place where something may stay).
CREATE TABLE allow (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, reason TEXT, until TEXT);
CREATE TABLE takedown (
    id INTEGER PRIMARY KEY, requested TEXT, person INTEGER, target TEXT, note TEXT,
    state TEXT -- open | met | not-found (there are gaps in what was read); NULL before the judgement
);
-- Where what was asked to go is still published.
CREATE TABLE takedown_hit (
    takedown INTEGER NOT NULL, publication INTEGER NOT NULL, photo INTEGER NOT NULL, item INTEGER NOT NULL, -- photo: 0 none
    how TEXT NOT NULL, -- address | place | tail | name | name-several | elsewhere (only the file name agrees) | copy | person
                       -- | crop (a lead: a photo that could be cut out of it, or it out of that one)
    PRIMARY KEY (takedown, publication, photo)
) WITHOUT ROWID;

-- Filled by the consent resolver, one row a (person, publication, subject, scope) that is needed.
CREATE TABLE permission (
    person INTEGER NOT NULL, publication INTEGER NOT NULL, subject TEXT NOT NULL, scope TEXT NOT NULL,
    allowed_then TEXT NOT NULL, -- yes | no | unknown | review: on the day of publication
    allowed_now TEXT NOT NULL,  -- the same on the day of the audit
    state TEXT NOT NULL,        -- allowed | refused | unknown | withdrawn | late | review
    basis TEXT NOT NULL,        -- the answers that decided, without names: "row 12, Toestemming website: Nee"
    PRIMARY KEY (person, publication, subject, scope)
) WITHOUT ROWID;

-- What stands behind a Yes of today, one row beside each permission: who answered, at what age, what proves it.
CREATE TABLE permission_proof (
    person INTEGER NOT NULL, publication INTEGER NOT NULL, subject TEXT NOT NULL, scope TEXT NOT NULL,
    age INTEGER NOT NULL,        -- on the day of publication, else of the audit; -1 not known (also below)
    by_parent INTEGER NOT NULL, by_pupil INTEGER NOT NULL, by_unknown INTEGER NOT NULL,
    parent_age INTEGER NOT NULL, -- on the day of the parents' earliest Yes
    pupil_age INTEGER NOT NULL,  -- on the day of the pupil's latest Yes
    proven INTEGER NOT NULL,     -- evidence, or day and giver
    explicit INTEGER NOT NULL,   -- given for this channel or for social media, not for everything or by silence
    PRIMARY KEY (person, publication, subject, scope)
) WITHOUT ROWID;

-- kind: just | unjust | consent | removed | accepted; reason: one of the fixed ones (decisions.c); note, reference: the reviewer's own words.
CREATE TABLE decision (
    fingerprint TEXT PRIMARY KEY, kind TEXT NOT NULL, reason TEXT, until TEXT, decided TEXT, used INTEGER NOT NULL DEFAULT 0,
    note TEXT, reference TEXT
) WITHOUT ROWID;

-- Findings of the run before that are not there any more; without any text but where they stood.
CREATE TABLE vanished (
    id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, person INTEGER, source TEXT NOT NULL,
    place TEXT NOT NULL, url TEXT, channel TEXT, published TEXT,
    state TEXT NOT NULL, -- resolved | unseen (the source was not examined whole, or the rule not run)
    decision TEXT,       -- removed: a reviewer had said so
    role TEXT, number TEXT, photo INTEGER NOT NULL DEFAULT 0 -- whom it is about, also where he is on no list now; whether it is about a photo
);

-- Posts and answers of the run before, held against this one (store/former.sql).
CREATE TABLE former (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT, access TEXT NOT NULL, author_role TEXT, announces TEXT,
    published TEXT, native_id TEXT, url TEXT, digest TEXT, earlier INTEGER, -- its id in the run before; only while comparing
    item INTEGER NOT NULL,  -- where it stands now; of what is gone: the source
    publication INTEGER,    -- of what changed: as it is now
    state TEXT NOT NULL,    -- same | changed | vanished | unseen (cannot be said)
    edited INTEGER NOT NULL DEFAULT 0, -- the platform itself shows that it was changed
    why TEXT                -- takedown | consent | finding: what explains it; NULL nothing
);

CREATE TABLE finding (
    id INTEGER PRIMARY KEY, rule TEXT NOT NULL, as_ TEXT NOT NULL, severity TEXT NOT NULL, confidence TEXT NOT NULL,
    person INTEGER, item INTEGER NOT NULL, publication INTEGER, photo INTEGER, mention INTEGER, place TEXT,
    excerpt TEXT,
    reason TEXT, -- lines of a key and perhaps a JSON object of what its text needs (because.h)
    consent_state TEXT NOT NULL DEFAULT 'not-applicable', consent_basis TEXT,
    fingerprint TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'new', breach INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE finding_clause (finding INTEGER NOT NULL, clause TEXT NOT NULL, PRIMARY KEY (finding, clause)) WITHOUT ROWID;
CREATE TABLE clause_result (
    position INTEGER PRIMARY KEY, clause TEXT NOT NULL, kind TEXT NOT NULL, -- auto | assist | manual
    result TEXT NOT NULL, -- pass | fail | not-checked | not-applicable | error
    checked INTEGER NOT NULL DEFAULT 0, findings INTEGER NOT NULL DEFAULT 0, leads INTEGER NOT NULL DEFAULT 0,
    reason TEXT, reason_detail TEXT -- code and its argument: needs-input staff, rule-not-available language, ...
);
CREATE TABLE rule_result (rule TEXT PRIMARY KEY, title_nl TEXT, title_en TEXT, checked INTEGER, findings INTEGER, result TEXT, reason TEXT) WITHOUT ROWID;

-- Views for rules.
CREATE VIEW published AS
SELECT p.id AS publication, p.item, p.kind, p.platform, p.channel, p.access, p.access_known, p.author, p.author_role, p.author_person,
       p.title, coalesce(p.url, i.url) AS url, p.published, p.published_known, p.parent, i.path, i.place AS location, i.source, s.owner,
       p.announces, p.number
FROM publication p JOIN item i ON i.id = p.item JOIN source s ON s.id = i.source WHERE p.status = 'published';

CREATE VIEW texts AS
SELECT t.id AS text, t.place, t.label, t.link, t.content, t.digest, p.*
FROM text t JOIN published p ON p.publication = t.publication;

-- The same, counted by what rules ask of all of them; announced: the publication announces or shares another one.
CREATE VIEW text_counts AS
SELECT place, channel, access, author_role, owner, announces IS NOT NULL AS announced, count(*) AS texts
FROM texts GROUP BY place, channel, access, author_role, owner, announced;

CREATE VIEW named AS
SELECT m.id AS mention, m.person, m.tier, m.surname, m.form, m.reasons, m.matched, m.excerpt, t.place, t.link, t.digest, t.id AS text,
       e.role AS person_role, e.protected, p.*
FROM mention m JOIN text t ON t.id = m.text JOIN person e ON e.id = m.person JOIN published p ON p.publication = t.publication;

-- Words of lists, with what they stand in.
CREATE VIEW phrased AS
SELECT h.id AS hit, h.list, h.phrase, h.start, h.excerpt, t.place, t.link, t.digest, t.id AS text, p.*
FROM phrase h JOIN text t ON t.id = h.text JOIN published p ON p.publication = t.publication;

-- Who is shown where: each depiction in every publication that shows its photo.
CREATE VIEW shown AS
SELECT d.id AS depiction, d.photo, d.person, d.evidence, d.confidence, d.mention, d.person_tag, f.class, f.hash, e.role AS person_role,
       s.link, s.item AS photo_item, p.*
FROM depiction d JOIN photo f ON f.id = d.photo JOIN showing s ON s.photo = d.photo JOIN published p ON p.publication = s.publication
     LEFT JOIN person e ON e.id = d.person;

-- Everybody's picture in every publication once, by the best evidence, with what the lists say of it.
CREATE VIEW consented AS
SELECT b.person, b.photo, d.confidence, d.evidence, d.mention, f.class, o.subject, o.scope, o.state AS permission, o.allowed_now, o.basis,
       e.role AS person_role, p.*
FROM (SELECT s.photo, s.publication, d.person,
             min((CASE d.confidence WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END << 40) | d.id) & 1099511627775 AS depiction
      FROM showing s JOIN depiction d ON d.photo = s.photo WHERE d.person IS NOT NULL GROUP BY s.photo, s.publication, d.person) b
     JOIN depiction d ON d.id = b.depiction JOIN photo f ON f.id = b.photo JOIN published p ON p.publication = b.publication
     JOIN person e ON e.id = b.person
     JOIN permission o ON o.person = b.person AND o.publication = b.publication
          AND o.subject = CASE f.format WHEN 'video' THEN 'film' WHEN 'audio' THEN 'sound' ELSE 'image' END
          AND o.scope = CASE f.class WHEN 'individual' THEN 'individual' WHEN 'several' THEN 'group' ELSE 'any' END;

-- What the consent rules judge: everybody shown in a photo, film or recording, and everybody named, once a publication, with what the lists say
-- and what stands behind it. What is not known of an answer is -1 (ages) or 0.
CREATE VIEW answered AS
SELECT a.*, f.age, f.by_parent, f.by_pupil, f.by_unknown, f.parent_age, f.pupil_age, f.proven, f.explicit
FROM (SELECT mention, publication, item, photo, person, CASE evidence WHEN 'text' THEN 'body' ELSE evidence END AS place, confidence,
             subject, scope, permission, allowed_now, basis, person_role, channel, access, announces, owner,
             author_role, published, published_known
      FROM consented
      UNION ALL
      SELECT mention, publication, item, NULL, person, place, tier, 'name', 'any', state, allowed_now, basis, person_role, channel, access,
             announces, owner, author_role, published, published_known
      FROM (SELECT n.*, o.state, o.allowed_now, o.basis,
                   row_number() OVER (PARTITION BY n.person, n.publication
                                      ORDER BY CASE tier WHEN 'certain' THEN 1 WHEN 'likely' THEN 2 ELSE 3 END, mention) AS turn
            FROM named n CROSS JOIN permission o ON o.person = n.person AND o.publication = n.publication
            WHERE o.subject = 'name' AND n.surname AND n.tier IN ('certain', 'likely', 'review'))
      WHERE turn = 1) a
     LEFT JOIN permission_proof f ON f.person = a.person AND f.publication = a.publication AND f.subject = a.subject AND f.scope = a.scope;

CREATE VIEW copies AS
SELECT a.photo, a.item, i.path, i.place AS location, a.how FROM photo_item a JOIN item i ON i.id = a.item;

-- What is permitted on the day of the audit; bare: an address or path without what is in front and behind.
CREATE VIEW allowed AS
SELECT id, kind, value, trim(lower(iif(instr(value, '://'), substr(value, instr(value, '://') + 3), value)), '/') AS bare
FROM allow WHERE until IS NULL OR until >= (SELECT value FROM run WHERE key = 'today');

-- Publications at a place where something may stay; whole: the place is that of the item, not of one post in it.
CREATE VIEW allowed_place AS
SELECT p.id AS publication, p.item, 0 AS whole
FROM allowed a JOIN publication p ON trim(lower(iif(instr(p.url, '://'), substr(p.url, instr(p.url, '://') + 3), p.url)), '/') = a.bare
WHERE a.kind IN ('url', 'file') AND a.bare <> ''
UNION ALL
SELECT p.id, i.id, 1
FROM allowed a JOIN publication p JOIN item i ON i.id = p.item
WHERE a.kind IN ('url', 'file') AND a.bare <> ''
  AND (lower(i.place) = a.bare OR substr(lower(i.place), -length(a.bare) - 1) = '/' || a.bare
       OR trim(lower(iif(instr(i.url, '://'), substr(i.url, instr(i.url, '://') + 3), i.url)), '/') = a.bare);

CREATE VIEW contacts AS SELECT c.*, e.role AS person_role FROM contact c LEFT JOIN person e ON e.id = c.person;

CREATE VIEW threads AS
WITH RECURSIVE thread(publication, root) AS (
    SELECT id, id FROM publication WHERE parent IS NULL
    UNION ALL SELECT c.id, t.root FROM publication c JOIN thread t ON c.parent = t.publication)
SELECT * FROM thread;

-- Threads without what they begin with; quick where nothing was answered.
CREATE VIEW answers AS
WITH RECURSIVE answer(publication, root) AS (
    SELECT c.id, c.parent FROM publication c JOIN publication p ON p.id = c.parent WHERE c.parent IS NOT NULL AND p.parent IS NULL
    UNION ALL SELECT c.id, a.root FROM publication c JOIN answer a ON c.parent = a.publication)
SELECT * FROM answer;
