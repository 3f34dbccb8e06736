-- rule: language
-- title-nl: Taalgebruik om te bekijken
-- title-en: Language to look at
-- checks: every post, comment, message, page and caption whose author may be bound; words from lists, so each hit is a lead
-- severity: medium
-- parameters: channels, access, shares, authors, lists
-- lists: insult, obscenity, bullying, threat, discrimination, sexual, informal
-- checked:
SELECT total(texts) FROM text_counts
WHERE place IN ('body', 'title', 'caption', 'alt', 'tag') AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR NOT announced);
-- findings:
-- One finding a publication and place, by the gravest list. Names of accounts are the business of account-name.
SELECT publication, item, place, excerpt, digest, 'words ' || json_object('words', phrase) AS reason,
       -- What is denied, warned against or quoted is weaker than what is said.
       CASE WHEN EXISTS (SELECT 1 FROM (SELECT lower(substr(excerpt, max(1, at - 30), min(30, at - 1))) AS before)
                         WHERE at > 1 AND (instr(before, 'niet ') OR instr(before, 'geen ') OR instr(before, 'nooit ') OR instr(before, 'stop met ')
                                           OR instr(before, 'tegen ') OR substr(before, -1) IN ('"', '''', '“', '‘', '„', '«')))
            THEN 'review' ELSE 'likely' END AS confidence
FROM (SELECT *, instr(lower(excerpt), lower(rtrim(phrase, '*'))) AS at,
             row_number() OVER (PARTITION BY publication, place
                                ORDER BY CASE list WHEN 'threat' THEN 1 WHEN 'discrimination' THEN 2 WHEN 'sexual' THEN 3 WHEN 'bullying' THEN 4
                                                   WHEN 'insult' THEN 5 ELSE 6 END, hit) AS turn
      FROM phrased
      WHERE list IN (SELECT value FROM json_each(:lists)) AND place IN ('body', 'title', 'caption', 'alt', 'tag') AND author_role IN (SELECT value FROM json_each(:authors))
    AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL))
WHERE turn = 1;
