-- rule: lesson-time
-- title-nl: Bericht tijdens de les
-- title-en: Post during a lesson
-- checks: every post, comment and message with a time of day, held against the timetable and the holidays
-- needs: timetable
-- severity: low
-- parameters: channels, access, shares, authors
-- checked:
SELECT count(*) FROM published
WHERE kind IN ('post', 'comment', 'message') AND local_time(published) IS NOT NULL AND author_role IN (SELECT value FROM json_each(:authors))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- undecided:
-- Without a time of day nobody can say whether there were lessons. A chat as a whole has none, and says nothing itself.
SELECT count(*) FROM published
WHERE kind IN ('post', 'comment', 'message') AND local_time(published) IS NULL AND author_role IN (SELECT value FROM json_each(:authors))
  AND (publication IN (SELECT publication FROM text WHERE place IN ('body', 'caption')) OR publication IN (SELECT publication FROM link))
  AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
  AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL);
-- findings:
-- Times are those of the Netherlands, summer time included.
SELECT publication, item, 'body' AS place, CASE WHEN author_role = 'unknown' THEN 'review' ELSE 'likely' END AS confidence, 'lesson ' || json_object('time', strftime('%H:%M', at)) AS reason
FROM (SELECT *, local_time(published) AS at FROM published
      WHERE kind IN ('post', 'comment', 'message') AND author_role IN (SELECT value FROM json_each(:authors))
        AND (channel IS NULL OR channel IN (SELECT value FROM json_each(:channels)) OR 'all' IN (SELECT value FROM json_each(:channels)))
    AND access IN (SELECT value FROM json_each(:access)) AND (:shares OR announces IS NULL)) p
WHERE at IS NOT NULL
  AND EXISTS (SELECT 1 FROM lesson l WHERE l.day = (strftime('%w', at) + 6) % 7 + 1 AND strftime('%H:%M', at) >= l.start AND strftime('%H:%M', at) < l.end)
  AND NOT EXISTS (SELECT 1 FROM allowed_place a WHERE a.publication = p.publication)
  AND NOT EXISTS (SELECT 1 FROM holiday h WHERE date(at) BETWEEN h.start AND h.end);
