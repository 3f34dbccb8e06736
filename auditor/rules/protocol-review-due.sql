-- rule: protocol-review-due
-- title-nl: Evaluatie van het protocol is over tijd
-- title-en: Review of the protocol is overdue
-- checks: the protocol's own date of review
-- severity: low
-- parameters: review_by
-- gaps: harmless
-- checked:
SELECT 1;
-- undecided:
SELECT count(*) FROM (SELECT 1) WHERE :review_by = '';
-- findings:
SELECT min(id) AS item, 'title' AS place, 'certain' AS confidence, 'review ' || json_object('day', :review_by) AS reason
FROM item WHERE :review_by <> '' AND :review_by < (SELECT value FROM run WHERE key = 'today') HAVING min(id) IS NOT NULL;
