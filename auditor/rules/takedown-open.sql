-- rule: takedown-open
-- title-nl: Verwijderverzoek nog niet uitgevoerd
-- title-en: Takedown request not carried out yet
-- checks: every takedown request, in every publication in scope, by address, place, file name, every copy of the picture, and what could be cut out of it as a lead
-- needs: takedowns
-- severity: high
-- parameters: channels, access, shares, days
-- default: days=0
-- checked:
SELECT count(*) FROM takedown;
-- findings:
-- It rests on the request, not on what the page says: a page that was edited is still there. Of a file name alone, of all that is known of a person, and of
-- what could be cut out of the picture, somebody has to look whether it is meant.
SELECT NULL AS mention, h.publication, h.item, nullif(h.photo, 0) AS photo, t.person,
       CASE h.how WHEN 'name' THEN 'filename' WHEN 'name-several' THEN 'filename' WHEN 'elsewhere' THEN 'filename' WHEN 'person' THEN 'body' ELSE 'url' END AS place,
       CASE h.how WHEN 'address' THEN 'certain' WHEN 'place' THEN 'certain' WHEN 'name-several' THEN 'review' WHEN 'elsewhere' THEN 'review' WHEN 'crop' THEN 'review' ELSE 'likely' END AS confidence,
       iif(t.requested IS NULL, 'requested-undated', 'requested ' || json_object('day', t.requested, 'n', CAST(julianday(r.value) - julianday(t.requested) AS INTEGER)))
       || char(10) || 'meant-by-' || h.how AS reason, coalesce(t.target, '') || ' ' || coalesce(t.requested, '') AS digest
FROM takedown_hit h JOIN takedown t ON t.id = h.takedown JOIN published p ON p.publication = h.publication
     JOIN run r ON r.key = 'today'
WHERE (t.requested IS NULL OR julianday(r.value) - julianday(t.requested) >= :days)
  AND (p.channel IS NULL OR p.channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND p.access IN (SELECT value FROM json_each(:access)) AND (:shares OR p.announces IS NULL);
