-- rule: incident-media
-- title-nl: Beeld van een incident
-- title-en: Pictures of an incident
-- checks: every post, comment, message and page with a picture or film, and every film's own words; words from lists, so each hit is a lead
-- severity: high
-- parameters: channels, access, shares, lists
-- default: lists=["fight", "classroom-trouble", "sexting", "ridicule"]
-- lists: fight, classroom-trouble, sexting, ridicule
-- pictures: withheld
-- checked:
SELECT count(*) FROM published p
WHERE (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
  AND (EXISTS (SELECT 1 FROM link l WHERE l.publication = p.publication AND l.role IN ('image', 'video'))
       OR EXISTS (SELECT 1 FROM item i WHERE i.id = p.item AND (i.type LIKE 'video/%' OR i.type LIKE 'image/%')));
-- findings:
-- No photo is named on purpose: such a picture is never shown, not even as a thumbnail.
SELECT publication, item, place, excerpt, digest, 'review' AS confidence, 'words ' || json_object('words', phrase) AS reason
FROM (SELECT h.*, row_number() OVER (PARTITION BY publication ORDER BY hit) AS turn FROM phrased h
      WHERE list IN (SELECT value FROM json_each(:lists)) AND place NOT IN ('code', 'url')
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)
        AND (EXISTS (SELECT 1 FROM link l WHERE l.publication = h.publication AND l.role IN ('image', 'video'))
             OR EXISTS (SELECT 1 FROM item i WHERE i.id = h.item AND (i.type LIKE 'video/%' OR i.type LIKE 'image/%'))))
WHERE turn = 1;
