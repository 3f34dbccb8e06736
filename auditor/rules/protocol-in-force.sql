-- rule: protocol-in-force
-- title-nl: Geen datum van inwerkingtreding
-- title-en: No date of entry into force
-- checks: the protocol's own date
-- severity: info
-- parameters: in_force
-- gaps: harmless
-- checked:
SELECT 1;
-- findings:
-- Told at the first item: the document leaves the date blank for all of them.
SELECT min(id) AS item, 'title' AS place, 'certain' AS confidence, 'protocol-undated' AS reason
FROM item WHERE :in_force = '' HAVING min(id) IS NOT NULL;
