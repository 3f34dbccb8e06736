"""Dumps of websites' databases with a pupil in each place: WordPress, Joomla, Drupal 7 and 8 and later."""

import json


def quoted(value):
    return str(value) if isinstance(value, int) else "NULL" if value is None else "'%s'" % value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


def insert(table, columns, *rows):
    return "INSERT INTO `%s` (%s) VALUES\n%s;\n" % (table, ", ".join("`%s`" % column for column in columns), ",\n".join(
        "(%s)" % ", ".join(map(quoted, row)) for row in rows))


def create(table, columns, *rows):
    """As mysqldump writes it: the columns stand in the definition only."""
    return "DROP TABLE IF EXISTS `%s`;\nCREATE TABLE `%s` (\n%s,\n  PRIMARY KEY (`%s`)\n) ENGINE=InnoDB;\nINSERT INTO `%s` VALUES %s;\n" % (
        table, table, ",\n".join("  `%s` text" % column for column in columns), columns[0], table, ",".join("(%s)" % ",".join(map(quoted, row)) for row in rows))


HEAD = "-- MySQL dump 10.13  Distrib 8.0\nSET NAMES utf8mb4;\n"


def wordpress(who):
    def name(place):
        return who("wordpress sql/" + place).name

    posts = "ID,post_author,post_date,post_date_gmt,post_content,post_title,post_excerpt,post_status,post_name,guid,post_type".split(",")

    def post(number, content="x", title="x", excerpt="", status="publish", slug="x", kind="post"):
        return (number, 1, "2024-06-%02d 10:00:00" % number, "2024-06-%02d 08:00:00" % number, content, title, excerpt, status, slug, "https://www.vlinderhof.example/?p=%d" % number, kind)

    return (create("wp_posts", posts, post(1, "<p>Inhoud van <b>%s</b></p>" % name("post"), "Titel met " + name("post title"), "Kort " + name("excerpt")),
                   post(2, slug=who.plain("wordpress sql/address of a post").slug), post(3, "Concept van " + name("draft"), status="draft"),
                   post(4, "Versie van " + name("revision"), status="inherit", kind="revision"), post(5, "Pagina: " + name("page"), kind="page"),
                   post(6, "Beschreven " + name("attachment's description"), "x", "Bijschrift " + name("attachment's caption"), "inherit", kind="attachment"))
            + insert("wp_postmeta", ["meta_id", "post_id", "meta_key", "meta_value"], (1, 1, "begeleider", "Met " + name("custom field")),
                     (2, 6, "_wp_attachment_image_alt", "Alt van " + name("alt text")), (3, 6, "_wp_attached_file", "2024/06/%s.jpg" % who.plain("wordpress sql/file name").slug))
            + insert("wp_comments", ["comment_ID", "comment_post_ID", "comment_author", "comment_author_email", "comment_date_gmt", "comment_content", "comment_approved"],
                     (1, 1, name("comment author"), "a@b.example", "2024-06-02 08:00:00", "Mooi, " + name("comment"), "1"),
                     (2, 1, "x", "a@b.example", "2024-06-02 08:00:00", "Wacht: " + name("comment that waits"), "0"))
            + insert("wp_users", ["ID", "user_login", "user_email", "display_name"], (1, "juf", "juf@vlinderhof.example", name("user")))
            + insert("wp_terms", ["term_id", "name", "slug"], (1, "Klas " + name("term"), "x"))
            + insert("wp_options", ["option_id", "option_name", "option_value", "autoload"], (1, "widget_text", "a:1:{i:2;a:1:{s:4:\"text\";s:%d:\"%s\";}}" % (
                len(name("widget").encode()), name("widget")), "yes"))
            + insert("wp_gf_entry_meta", ["id", "form_id", "meta_key", "meta_value"], (1, 1, "3", name("form entry"))))


def joomla(who):
    def name(place):
        return who("joomla sql/" + place).name

    columns = "id,title,alias,introtext,fulltext,state,catid,created,created_by_alias,publish_up,images,attribs,metakey,metadesc".split(",")
    pictures = json.dumps({"image_intro": "images/%s.jpg" % who.plain("joomla sql/picture's file name").slug, "image_intro_alt": "Alt van " + name("picture's alt text"), "image_intro_caption":
                           "Bij " + name("picture's caption")}, ensure_ascii=False)
    return (create("jos_content", columns, (
        11, "Artikel over " + name("title"), who.plain("joomla sql/alias").slug, "<p>Begin van %s</p>" % name("introtext"), "<p>Vervolg van %s</p>" % name("fulltext"), 1, 2,
        "2024-06-21 08:15:30", name("author's alias"), "2024-06-21 08:15:30", pictures, "{}", "Sleutel " + name("keywords"), "Zoek " + name("description")),
        (12, "Nog niet " + name("unpublished"), "x", "x", "x", 0, 2, "2024-06-22 08:15:30", "", "2024-06-22 08:15:30", "", "", "", ""))
            + create("jos_modules", ["id", "title", "content", "published"], (1, "Blok " + name("module title"), "<p>%s</p>" % name("module"), 1))
            + create("jos_menu", ["id", "title", "alias", "path"], (1, "Klas " + name("menu"), "x", "x"))
            + create("jos_users", ["id", "name", "username", "email"], (1, name("user"), "juf", "juf@a.example")))


def drupal(who):
    def name(place):
        return who("drupal sql/" + place).name

    return (create("node_field_data", ["nid", "vid", "type", "langcode", "status", "uid", "title", "created", "changed"],
                   (21, 31, "article", "nl", 1, 1, "Knoop van " + name("title"), 1718957730, 1718957730), (22, 32, "article", "nl", 0, 1, "Dicht: " + name("unpublished title"), 1718957730, 1718957730))
            + create("node__body", ["bundle", "deleted", "entity_id", "revision_id", "langcode", "delta", "body_value", "body_summary", "body_format"],
                     ("article", 0, 21, 31, "nl", 0, "<p>Tekst van %s</p>" % name("body"), "Kort " + name("summary"), "basic_html"),
                     ("article", 0, 22, 32, "nl", 0, "<p>Dicht: %s</p>" % name("unpublished body"), "", "basic_html"))
            + create("node__field_foto", ["bundle", "deleted", "entity_id", "revision_id", "langcode", "delta", "field_foto_target_id", "field_foto_alt", "field_foto_title"],
                     ("article", 0, 21, 31, "nl", 0, 5, "Alt van " + name("picture's alt text"), "Titel van " + name("picture's title")))
            + create("path_alias", ["id", "revision_id", "uuid", "langcode", "path", "alias", "status"], (1, 1, "x", "nl", "/node/21", "/nieuws/" + who.plain("drupal sql/address").slug, 1))
            + create("comment_field_data", ["cid", "comment_type", "status", "entity_id", "subject", "name", "created"],
                     (1, "comment", 1, 21, "Over " + name("comment subject"), name("comment author"), 1718957731))
            + create("comment__comment_body", ["bundle", "deleted", "entity_id", "revision_id", "langcode", "delta", "comment_body_value", "comment_body_format"],
                     ("comment", 0, 1, 1, "nl", 0, "<p>Fijn %s</p>" % name("comment"), "basic_html"))
            + create("file_managed", ["fid", "uid", "filename", "uri"], (5, 1, "%s.jpg" % who.plain("drupal sql/file name").slug, "public://x.jpg"))
            + create("taxonomy_term_field_data", ["tid", "vid", "name", "description__value"], (1, "tags", name("term"), "x"))
            + create("block_content__body", ["bundle", "deleted", "entity_id", "revision_id", "langcode", "delta", "body_value"], ("basic", 0, 1, 1, "nl", 0, "<p>Blok %s</p>" % name("block"))))


def drupal7(who):
    def name(place):
        return who("drupal 7 sql/" + place).name

    return (create("field_data_body", ["entity_type", "bundle", "deleted", "entity_id", "revision_id", "language", "delta", "body_value", "body_summary", "body_format"],
                   ("node", "page", 0, 41, 51, "nl", 0, "<p>Oude tekst van %s</p>" % name("body"), "", "1"))
            + create("node", ["nid", "vid", "type", "language", "title", "uid", "status", "created", "changed"], (41, 51, "page", "nl", "Oude knoop van " + name("title"), 1, 1, 1718957730, 1718957730))
            + create("field_data_field_image", ["entity_type", "bundle", "deleted", "entity_id", "revision_id", "language", "delta", "field_image_fid", "field_image_alt", "field_image_title"],
                     ("node", "page", 0, 41, 51, "und", 0, 3, "Oude alt " + name("picture's alt text"), ""))
            + create("comment", ["cid", "nid", "subject", "name", "status", "created"], (1, 41, "Oud " + name("comment subject"), name("comment author"), 1, 1718957730))
            + create("url_alias", ["pid", "source", "alias", "language"], (1, "node/41", who.plain("drupal 7 sql/address").slug, "nl")))


def plant(who):
    for file, part in (("wordpress", wordpress), ("joomla", joomla), ("drupal", drupal), ("drupal7", drupal7)):
        who.add("databases/%s.sql" % file, HEAD + part(who))
