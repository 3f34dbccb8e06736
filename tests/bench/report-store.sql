-- A store of invented facts for tests/bench/bench_report.c, in the mixture of a school's website and page on Facebook. Load schema.sql first;
-- table "wanted" says how many groups of facts: two pages, a picture that both and a post show, the post, and an answer to it; some 25 facts.
CREATE TEMP TABLE g AS WITH RECURSIVE n(g) AS (SELECT 0 UNION ALL SELECT g + 1 FROM n WHERE g + 1 < (SELECT groups FROM wanted)) SELECT g FROM n;
CREATE TEMP TABLE part AS SELECT value AS k FROM json_each('[1,2,3,4,5,6,7,8]');

INSERT INTO run VALUES ('today', '2026-11-23'), ('started', '2026-11-23T00:00:00Z'), ('finished', '2026-11-23T00:00:00Z'), ('school', 'De Vlinderhof'),
 ('register-given', '1'), ('staff-given', '1'), ('accounts-given', '1'), ('keep-until', '2027-02-21'), ('pixels', 'not-looked-into');
INSERT INTO source (id, label, path, kind, channel, access, owner, platform) VALUES
 (1, 'website', 'website', 'folder', 'website', 'public', 'school', 'website'), (2, 'facebook', 'facebook', 'folder', 'facebook', 'public', 'school', 'facebook');
INSERT INTO school (kind, value) VALUES ('name', 'De Vlinderhof'), ('camera', 'Canon EOS 250D');

-- 2000 pupils: every second one asked for photos on the website, some of them refused or withdrew; 60 of the staff.
INSERT INTO person (id, role, number, first, last, masked, "group", birth)
SELECT g + 1, 'pupil', printf('%04d', g + 1), 'Voornaam' || char(97 + g % 26) || char(97 + g / 26 % 26),
       'Achter' || char(97 + g % 26) || char(97 + g / 26 % 26) || char(97 + g / 676 % 26) || 'stra', 'V. A.', 1 + g % 8, date('2014-01-01', '+' || g || ' days')
FROM g WHERE g < 2000;
INSERT INTO person (id, role, number, first, last, masked, function) SELECT 2001 + g, 'staff', 's-' || g, 'Juf' || char(97 + g % 26), 'Meester' || char(97 + g % 26) || char(97 + g / 26) || 'ma', 'J. M.', 'leerkracht'
FROM g WHERE g < 60;
INSERT INTO consent (person, subject, channel, scope, answer, raw, given_on, given_by, withdrawn_on, evidence, list_row, list_column, giver)
SELECT e.id, 'image', k.value, 'any', CASE e.id % 10 WHEN 2 THEN 'no' WHEN 4 THEN 'unknown' ELSE 'yes' END, 'Ja', '2023-09-01', CASE WHEN e.id % 3 THEN 'ouder' END,
       CASE e.id % 10 WHEN 6 THEN '2025-09-01' END, CASE e.id % 4 WHEN 0 THEN 'D-' || e.id END, e.id + 1, 'Toestemming ' || k.value, 'parent'
FROM person e, json_each('["website", "facebook"]') k WHERE e.role = 'pupil' AND e.id % 2 = 0;

-- Items 3g+1, 3g+2: pages, 3g+3: the picture; behind them the files with the posts, one for 500 groups.
INSERT INTO item (id, source, position, path, name, place, bytes, hash, type, reader, state, url, url_how)
SELECT 3 * g + k, 1, CAST(printf('%09d', 3 * g + k) AS BLOB), 'website/' || p, replace(p, rtrim(p, replace(p, '/', '')), ''), p, 9000, printf('%032x', 3 * g + k), CASE k WHEN 3 THEN 'image/jpeg' ELSE 'text/html' END,
       CASE k WHEN 3 THEN 'picture' ELSE 'html' END, 'read', CASE WHEN k < 3 THEN 'https://vlinderhof.example/' || p END, CASE WHEN k < 3 THEN 'canonical' END
FROM (SELECT g, k, CASE k WHEN 3 THEN 'fotos/' || (g / 500) || '/foto-' || g || '.jpg' ELSE 'nieuws/' || (g / 500) || '/bericht-' || (2 * g + k) || '.html' END AS p
      FROM g JOIN part WHERE k <= 3 ORDER BY g, k);
INSERT INTO item (id, source, position, path, name, place, bytes, hash, type, reader, state)
SELECT 3 * (SELECT groups FROM wanted) + 1 + g / 500, 2, CAST(printf('%09d', 3 * (SELECT groups FROM wanted) + 1 + g / 500) AS BLOB), 'facebook/posts_' || (g / 500) || '.json',
       'posts_' || (g / 500) || '.json', 'posts_' || (g / 500) || '.json', 90000, printf('%031xf', g), 'application/json', 'facebook', 'read'
FROM g WHERE g % 500 = 0;
INSERT INTO picture (item, width, height, orientation, format) SELECT 3 * g + 3, 1600, 1200 + g % 7, 1, 'jpeg' FROM g;
INSERT INTO property (item, publication, block, key, value) SELECT 3 * g + 3, 3 * g + 3, 'exif', CASE g % 10 WHEN 0 THEN 'GPSPosition' ELSE 'Model' END,
       CASE g % 10 WHEN 0 THEN '52.1,5.' || g ELSE 'Canon EOS 250D' END FROM g;

-- Publications 3g+1 .. 3g+3 are the items; behind them the posts and answers.
INSERT INTO publication (id, item, number, kind, platform, channel, access, access_known, status, author_role, title, published, published_known)
SELECT id, id, id % 3 > 0, CASE id % 3 WHEN 0 THEN 'file' ELSE 'page' END, 'website', 'website', 'public', 1, 'published', 'school',
       CASE WHEN id % 3 THEN 'Nieuws uit groep ' || (1 + id % 8) || ', week ' || (1 + id % 52) END, date('2026-11-01', '-' || (id % 1500) || ' days'), 'metadata'
FROM item WHERE source = 1 ORDER BY id;
CREATE TEMP TABLE base AS SELECT 3 * groups AS items, 3 * groups AS publications, 8 * groups AS texts FROM wanted;
INSERT INTO publication (id, item, number, parent, kind, platform, channel, access, access_known, status, author, author_role, native_id, published, published_known)
SELECT publications + 2 * g + k, items + 1 + g / 500, 2 * (g % 500) + k, CASE k WHEN 2 THEN publications + 2 * g + 1 END, CASE k WHEN 1 THEN 'post' ELSE 'comment' END, 'facebook', 'facebook', 'public', 1,
       'published', CASE k WHEN 1 THEN 'De Vlinderhof' ELSE 'Lezer ' || g END, CASE k WHEN 1 THEN 'school' ELSE 'unknown' END, 10000 + 2 * g + k,
       date('2026-11-01', '-' || (g % 1500) || ' days') || 'T' || printf('%02d', 7 + g % 12) || ':30:00Z', 'export'
FROM g JOIN part, base WHERE k <= 2 ORDER BY g, k;
INSERT INTO link (id, item, publication, number, role, uri)
SELECT 3 * g + k, CASE k WHEN 3 THEN items + 1 + g / 500 ELSE 3 * g + k END, CASE k WHEN 3 THEN publications + 2 * g + 1 ELSE 3 * g + k END, 1, 'image',
       CASE k WHEN 3 THEN 'https://vlinderhof.example/fotos/' ELSE '/fotos/' END || (g / 500) || '/foto-' || g || '.jpg'
FROM g JOIN part, base WHERE k <= 3 ORDER BY g, k;

-- Eight texts a group: title, body and the picture's alt of both pages, the post, its answer.
INSERT INTO text (id, item, publication, link, place, label, bytes, digest, content)
SELECT 8 * g + k, CASE WHEN k <= 3 THEN 3 * g + 1 WHEN k <= 6 THEN 3 * g + 2 ELSE items + 1 + g / 500 END,
       CASE WHEN k <= 3 THEN 3 * g + 1 WHEN k <= 6 THEN 3 * g + 2 ELSE publications + 2 * g + k - 6 END, CASE k WHEN 3 THEN 3 * g + 1 WHEN 6 THEN 3 * g + 2 END,
       CASE WHEN k IN (1, 4) THEN 'title' WHEN k IN (3, 6) THEN 'alt' ELSE 'body' END, 'alinea ' || (1 + g % 9), 400,
       CASE WHEN k NOT IN (1, 4) THEN printf('%032x', 8 * g + k) END, CASE WHEN k IN (3, 6) THEN 'Voornaam Achternaam bij de sportdag ' || g END
FROM g JOIN part, base ORDER BY g, k;
INSERT INTO mention SELECT 4 * g + n.k, 8 * g + n.k + 1 + (n.k > 2) * 2, e.id, CASE n.k WHEN 4 THEN 'likely' ELSE 'certain' END, 1, 100, 120, e.first || ' ' || e.last,
       'Op de foto staat ' || e.first || ' ' || e.last || ' bij opdracht ' || g || ' van de projectweek', 17, 'full', 'own-first-name'
FROM g JOIN part n JOIN person e ON e.id = 1 + (g * 7 + n.k / 2) % 2000 WHERE n.k IN (1, 2, 3, 4) ORDER BY g, n.k;
INSERT INTO phrase (text, list, phrase, start, end, excerpt) SELECT 8 * g + k, CASE WHEN k = 8 THEN json_extract('["insult", "negative", "threat", "school-words"]', '$[' || (g % 4) || ']') ELSE
       json_extract('["press", "care", "confidential", "external-pr", "group"]', '$[' || (g % 5) || ']') END, CASE WHEN k = 2 AND g % 5 = 4 THEN 'groep ' || (1 + g % 8) ELSE 'woord' END, 10, 20, 'hier staat een woord in bericht ' || g
FROM g JOIN part WHERE k IN (2, 8) ORDER BY g, k;
INSERT INTO datum (text, item, publication, kind, value, excerpt, person, tier) SELECT 8 * g + 5, 3 * g + 2, 3 * g + 2, CASE g % 10 WHEN 0 THEN 'phone' ELSE 'address' END, '06-' || g, 'bel 06-' || g, 1 + (g * 7 + 1) % 2000, 'likely'
FROM g WHERE g % 5 = 0;
INSERT INTO person_tag (item, publication, link, dialect, name, person, tier)
SELECT items + 1 + g / 500, publications + 2 * g + 1, 3 * g + 3, 'facebook', e.first || ' ' || e.last, e.id, 'certain'
FROM g, base JOIN person e ON e.id = 1 + (g * 7) % 2000 WHERE g % 2 = 0 ORDER BY g;
DROP TABLE g;
DROP TABLE part;
DROP TABLE base;
