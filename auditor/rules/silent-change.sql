-- rule: silent-change
-- title-nl: Bericht gewijzigd of verwijderd zonder het te zeggen
-- title-en: Post changed or removed without saying so
-- checks: every post and answer in scope of the run before; not those that a request, a withdrawn consent or a finding explains
-- needs: previous
-- severity: low
-- parameters: channels, access, shares, authors
-- transient: yes
-- gaps: harmless
-- checked:
SELECT count(*) FROM former
WHERE author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
-- The source was not examined whole, the export does not go back so far, or the texts cannot be compared.
SELECT count(*) FROM former
WHERE state = 'unseen' AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- What is gone can only be pointed at by its source; its address or number says which it was.
SELECT publication, item, CASE state WHEN 'changed' THEN 'body' ELSE 'url' END AS place, digest || ' ' || coalesce(native_id, url, published) AS digest,
       CASE WHEN edited THEN 'review' ELSE 'likely' END AS confidence,
       state || coalesce(char(10) || 'published ' || json_object('day', substr(published, 1, 10)), '') || CASE WHEN edited THEN char(10) || 'edited' ELSE '' END AS reason,
       CASE state WHEN 'vanished' THEN coalesce(url, native_id) END AS excerpt
FROM former
WHERE state IN ('changed', 'vanished') AND why IS NULL AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
