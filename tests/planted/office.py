"""DOCX, PPTX and XLSX with a pupil in each place."""

from demo import metadata, picture
from lists import writers
from plant import zipped

XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SPACES = ("xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"%s\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
          "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:mc=\"http://schemas."
          "openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:p=\"http://schemas.openxmlformats."
          "org/presentationml/2006/main\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "
          "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"" % RELATION)


def photo(seed, **told):
    return picture.jpeg(picture.Scene(seed), 64, 48, metadata.jpeg_segments(metadata.Metadata(**told)))


def relations(*targets):
    rows = "".join("<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"%s/>" % (number, RELATION, kind, target, " TargetMode=\"External\"" if "://" in target or kind == "attachedTemplate" else "")
                   for number, (kind, target) in enumerate(targets, 1))
    return XML + "<Relationships xmlns=\"%srelationships\">%s</Relationships>" % (PACKAGE, rows)


def types(main, kind):
    return XML + ("<Types xmlns=\"%scontent-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                  "ContentType=\"application/xml\"/><Override PartName=\"/%s\" ContentType=\"application/vnd.openxmlformats-officedocument.%s.main+xml\"/></Types>" % (PACKAGE, main, kind))


def properties(name):
    core = XML + ("<cp:coreProperties xmlns:cp=\"%smetadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>Rapport van %s"
                  "</dc:title><dc:subject>Over %s</dc:subject><dc:creator>%s</dc:creator><cp:keywords>kamp, %s</cp:keywords><dc:description>Voor %s</dc:description><cp:lastModifiedBy>%s"
                  "</cp:lastModifiedBy><cp:category>Klas %s</cp:category></cp:coreProperties>" % ((PACKAGE,) + tuple(name("property " + key) for key in (
                      "title", "subject", "author", "keywords", "description", "last author", "category"))))
    app = XML + ("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Manager>%s</Manager><Company>School van %s</Company><HyperlinkBase>https://a.example/"
                 "</HyperlinkBase></Properties>" % (name("property manager"), name("property company")))
    custom = XML + ("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
                    "<property fmtid=\"{x}\" pid=\"2\" name=\"Leerling\"><vt:lpwstr>%s</vt:lpwstr></property></Properties>" % name("custom property"))
    return [("docProps/core.xml", core), ("docProps/app.xml", app), ("docProps/custom.xml", custom), ("docProps/thumbnail.jpeg", photo(5))]


def root(main):
    return ("_rels/.rels", relations(("officeDocument", main), ("extended-properties", "docProps/app.xml"), ("custom-properties", "docProps/custom.xml")).replace(
        "</Relationships>", "<Relationship Id=\"rId9\" Type=\"%srelationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>" % PACKAGE))


def run(text):
    return "<w:r><w:t xml:space=\"preserve\">%s</w:t></w:r>" % text


def paragraph(text):
    return "<w:p>%s</w:p>" % "".join(run(piece) for piece in text.replace(" ", " \n").split("\n"))


def docx(who):
    def name(place):
        return who("docx/" + place).name

    def slug(place):
        return who.plain("docx/" + place).slug

    box = ("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:docPr id=\"2\" name=\"Vorm %s\"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>%s"
           "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>%s</w:txbxContent></v:textbox>"
           "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>" % (name("shape's name"), paragraph("Kader: " + name("text box")), paragraph("Anders: " + name("text box's fallback"))))
    image = ("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"Foto van %s\" title=\"Titel %s\"/><a:graphic><a:graphicData><a:blip r:embed=\"rId8\"/></a:graphicData></a:graphic>"
             "</wp:inline></w:drawing></w:r>" % (name("alt text"), name("title of a picture")))
    old = "<w:r><w:pict><v:shape alt=\"Oud %s\" href=\"https://a.example/%s\"><v:imagedata r:id=\"rId8\" o:title=\"Plaat van %s\"/><v:textpath string=\"Sierletters %s\"/></v:shape></w:pict></w:r>" % (
        name("alt text of an old picture"), slug("address of a shape"), name("title of an old picture"), name("WordArt"))
    field = ("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"x\"/><w:helpText w:val=\"Hulp van %s\"/><w:textInput><w:default w:val=\"Vul in: %s\"/></w:textInput></w:ffData></w:fldChar></w:r>"
             "<w:r><w:instrText xml:space=\"preserve\"> HYPERLINK \"https://a.example/%s\" \\o \"Tip %s\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>%s<w:r><w:fldChar "
             "w:fldCharType=\"end\"/></w:r>" % (name("form field's help"), name("form field's default"), slug("field code"), name("tip in a field code"), run("Zie " + name("field's result"))))
    body = [
        paragraph("Verslag van " + name("text")),
        "<w:p>%s<w:ins w:author=\"%s\" w:date=\"2024-06-21T08:15:30Z\">%s</w:ins><w:del w:author=\"x\"><w:r><w:delText>Weg: %s</w:delText></w:r></w:del></w:p>" % (
            run("Nu "), name("author of a change"), run("erbij " + name("tracked insertion")), name("tracked deletion")),
        "<w:p><w:moveFrom w:author=\"x\">%s</w:moveFrom></w:p>" % run("Verplaatst " + name("moved away")),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Onzichtbaar %s</w:t></w:r></w:p>" % name("hidden text"),
        "<w:p>%s%s%s</w:p>" % (box, image, old), "<w:p>%s</w:p>" % field,
        "<w:p><w:hyperlink r:id=\"rId9\" w:tooltip=\"Tip van %s\">%s</w:hyperlink><w:bookmarkStart w:id=\"1\" w:name=\"%s\"/><w:bookmarkEnd w:id=\"1\"/></w:p>" % (
            name("tip of a link"), run("hier"), slug("bookmark").replace("-", "_")),
        "<w:sdt><w:sdtPr><w:alias w:val=\"Veld van %s\"/><w:tag w:val=\"Merk %s\"/><w:placeholder/><w:dropDownList><w:listItem w:displayText=\"Kies %s\" w:value=\"x\"/></w:dropDownList></w:sdtPr>"
        "<w:sdtContent>%s</w:sdtContent></w:sdt>" % (name("content control's title"), name("content control's tag"), name("choice of a list"), paragraph("Bestuurd: " + name("content control"))),
        "<w:tbl><w:tblPr><w:tblCaption w:val=\"Tabel van %s\"/><w:tblDescription w:val=\"Beschrijft %s\"/></w:tblPr><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>" % (
            name("table's title"), name("table's description"), paragraph("Cel: " + name("table")), paragraph("x")),
        "<w:p><w:fldSimple w:instr=\" TITLE \\* %s \">%s</w:fldSimple><m:oMath><m:r><m:t>Som van %s</m:t></m:r></m:oMath></w:p>" % (name("simple field's code"), run(name("simple field")), name("formula")),
        "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"rId1\"/></w:sectPr>"]
    chart = XML + "<c:chartSpace %s><c:title><c:tx><c:rich><a:p><a:r><a:t>Grafiek van %s</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>%s</c:v></c:pt></c:strCache>" \
        "</c:strRef></c:tx></c:ser></c:chartSpace>" % (SPACES, name("chart's title"), name("chart's series"))
    diagram = XML + "<dgm:dataModel xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" %s><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Schema met %s</a:t></a:r></a:p></dgm:t></dgm:pt>" \
        "</dgm:ptLst></dgm:dataModel>" % (SPACES, name("SmartArt"))

    def story(kind, place, inner="%s"):
        return XML + "<w:%s %s>%s</w:%s>" % (kind, SPACES, inner % paragraph("Deel: " + name(place)), kind)

    parts = [("[Content_Types].xml", types("word/document.xml", "wordprocessingml.document")), root("word/document.xml"),
             ("word/document.xml", XML + "<w:document %s><w:body>%s</w:body></w:document>" % (SPACES, "".join(body))),
             ("word/_rels/document.xml.rels", relations(("header", "header1.xml"), ("footer", "footer1.xml"), ("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml"), ("comments", "comments.xml"),
                                                        ("chart", "charts/chart1.xml"), ("diagramData", "diagrams/data1.xml"), ("image", "media/image1.jpeg"),
                                                        ("hyperlink", "https://a.example/" + slug("address of a link")), ("glossaryDocument", "glossary/document.xml"), ("package", "embeddings/x.docx"))),
             ("word/header1.xml", story("hdr", "header")), ("word/footer1.xml", story("ftr", "footer")),
             ("word/footnotes.xml", story("footnotes", "footnote", "<w:footnote w:id=\"1\">%s</w:footnote>")), ("word/endnotes.xml", story("endnotes", "endnote", "<w:endnote w:id=\"1\">%s</w:endnote>")),
             ("word/comments.xml", story("comments", "comment", "<w:comment w:id=\"1\" w:author=\"" + name("comment's author") + "\" w:initials=\"x\">%s</w:comment>")),
             ("word/people.xml", XML + "<w15:people xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:person w15:author=\"%s\"/></w15:people>" % name("people part")),
             ("word/glossary/document.xml", story("glossaryDocument", "building block", "<w:docParts><w:docPart><w:docPartBody>%s</w:docPartBody></w:docPart></w:docParts>")),
             ("word/settings.xml", XML + "<w:settings %s><w:docVars><w:docVar w:name=\"x\" w:val=\"Waarde %s\"/></w:docVars></w:settings>" % (SPACES, name("document variable"))),
             ("word/_rels/settings.xml.rels", relations(("attachedTemplate", "file:///C:/Users/%s/sjabloon.dotx" % slug("template's path")))),
             ("word/charts/chart1.xml", chart), ("word/diagrams/data1.xml", diagram),
             ("customXml/item1.xml", XML + "<gegevens><leerling>%s</leerling></gegevens>" % name("custom XML")),
             ("word/media/image1.jpeg", photo(11, artist=name("embedded picture's metadata"))), ("word/embeddings/x.docx", small_docx(paragraph("Ingebed: " + name("embedded document"))))]
    who.add("documents/verslag.docx", zipped(parts + properties(name)))
    flat = "".join("<pkg:part xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\" pkg:name=\"/%s\"><pkg:xmlData>%s</pkg:xmlData></pkg:part>" % (part, text) for part, text in (
        ("_rels/.rels", relations(("officeDocument", "word/document.xml")).replace(XML, "")),
        ("word/document.xml", "<w:document %s><w:body>%s</w:body></w:document>" % (SPACES, paragraph("Plat: " + name("flat file"))))))
    who.add("documents/plat.xml", XML + "<?mso-application progid=\"Word.Document\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">%s</pkg:package>" % flat)
    who.add("documents/oud2003.xml", XML + "<?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body>%s</w:body></w:wordDocument>"
            % paragraph("Van 2003: " + name("Word 2003 XML")))


def small_docx(body):
    return zipped([("[Content_Types].xml", types("word/document.xml", "wordprocessingml.document")), ("_rels/.rels", relations(("officeDocument", "word/document.xml"))),
                   ("word/document.xml", XML + "<w:document %s><w:body>%s</w:body></w:document>" % (SPACES, body))])


def shape(text, more=""):
    return "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\"%s/></p:nvSpPr><p:txBody><a:p>%s</a:p></p:txBody></p:sp>" % (more, "".join("<a:r><a:t>%s</a:t></a:r>" % piece for piece in text.replace(
        " ", " \n").split("\n")))


def pptx(who):
    def name(place):
        return who("pptx/" + place).name

    def slide(kind, shapes, more=""):
        return XML + "<p:%s %s%s><p:cSld><p:spTree>%s</p:spTree></p:cSld></p:%s>" % (kind, SPACES, more, shapes, kind)

    table = ("<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Cel: %s</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
             % name("table"))
    parts = [("[Content_Types].xml", types("ppt/presentation.xml", "presentationml.presentation")), root("ppt/presentation.xml"),
             ("ppt/presentation.xml", XML + "<p:presentation %s><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" r:id=\"rId2\"/></p:sldIdLst><p:extLst><p:ext><p14:sectionLst "
              "xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\"><p14:section name=\"Deel van %s\"/></p14:sectionLst></p:ext></p:extLst></p:presentation>" % (SPACES, name("section"))),
             ("ppt/_rels/presentation.xml.rels", relations(("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml"), ("slideMaster", "slideMasters/slideMaster1.xml"), ("commentAuthors", "commentAuthors.xml"))),
             ("ppt/slides/slide1.xml", slide("sld", shape("Titel met " + name("slide")) + shape("x", " descr=\"Foto van %s\" title=\"Kop %s\"" % (name("alt text"), name("title of a picture"))) + shape(
                 "y", " hidden=\"1\"").replace("<a:t>y", "<a:t>Vorm van " + name("hidden shape")) + table)),
             ("ppt/slides/_rels/slide1.xml.rels", relations(("notesSlide", "../notesSlides/notesSlide1.xml"), ("comments", "../comments/comment1.xml"), ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                                                            ("hyperlink", "https://a.example/" + who.plain("pptx/address of a link").slug), ("image", "../media/image1.jpeg"))),
             ("ppt/slides/slide2.xml", slide("sld", shape("Dia van " + name("hidden slide")), " show=\"0\"")),
             ("ppt/notesSlides/notesSlide1.xml", slide("notes", shape("Zeg dat " + name("notes")))),
             ("ppt/comments/comment1.xml", XML + "<p:cmLst %s><p:cm authorId=\"0\"><p:text>Klopt %s?</p:text></p:cm></p:cmLst>" % (SPACES, name("comment"))),
             ("ppt/comments/modernComment_1.xml", XML + "<p188:cmLst xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\" %s><p188:cm><p188:txBody><a:p><a:r><a:t>Nieuw: %s</a:t></a:r></a:p>"
              "</p188:txBody></p188:cm></p188:cmLst>" % (SPACES, name("modern comment"))),
             ("ppt/authors.xml", XML + "<p188:authorLst xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\"><p188:author id=\"{x}\" name=\"%s\" initials=\"x\"/></p188:authorLst>"
              % name("modern comment's author")),
             ("ppt/commentAuthors.xml", XML + "<p:cmAuthorLst %s><p:cmAuthor id=\"0\" name=\"%s\" initials=\"x\"/></p:cmAuthorLst>" % (SPACES, name("comment's author"))),
             ("ppt/slideMasters/slideMaster1.xml", slide("sldMaster", shape("Model: " + name("master")))), ("ppt/slideLayouts/slideLayout1.xml", slide("sldLayout", shape("Indeling: " + name("layout")))),
             ("ppt/handoutMasters/handoutMaster1.xml", slide("handoutMaster", shape("Uitdeel: " + name("handout")))), ("ppt/tags/tag1.xml", XML + "<p:tagLst %s><p:tag name=\"A\" val=\"Merk %s\"/></p:tagLst>"
                                                                                                              % (SPACES, name("tag"))),
             ("ppt/media/image1.jpeg", photo(12, description="Bij " + name("embedded picture's metadata")))]
    who.add("documents/dia.pptx", zipped(parts + properties(name)))


def xlsx(who):
    def name(place):
        return who("xlsx/" + place).name

    def part(root_name, inner):
        return XML + "<%s xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"%s\">%s</%s>" % (root_name, RELATION, inner, root_name)

    shared = [name("shared string"), name("hidden sheet"), name("hidden row"), name("hidden column"), name("text that no cell shows")]
    strings = part("sst", "".join("<si><r><t xml:space=\"preserve\">Cel </t></r><r><t>%s</t></r></si>" % text for text in shared))
    sheet = part("worksheet", "<sheetPr codeName=\"x\"/><cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Los %s</t>"
                 "</is></c><c r=\"C1\" t=\"s\"><v>3</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>2</v></c></row><row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"Formule van %s\"</f><v>Uitkomst %s</v></c></row>"
                 "</sheetData><conditionalFormatting><cfRule type=\"containsText\" text=\"Als %s\"><formula>x</formula></cfRule></conditionalFormatting><dataValidations><dataValidation type=\"list\" promptTitle=\"Kies\" "
                 "prompt=\"Kies voor %s\"><formula1>\"Ja,%s\"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref=\"A1\" r:id=\"rId1\" tooltip=\"Tip van %s\" display=\"Naar %s\"/></hyperlinks>"
                 "<headerFooter><oddHeader>&amp;LKop %s</oddHeader><oddFooter>&amp;CVoet %s</oddFooter></headerFooter>" % tuple(name(place) for place in (
                     "inline string", "formula", "formula's result", "conditional format", "validation's prompt", "validation's list", "tip of a link", "link's display", "header", "footer")))
    hidden = part("worksheet", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row></sheetData>")
    names = ("<definedNames><definedName name=\"%s\">Blad1!$A$1</definedName><definedName name=\"x\" comment=\"Bij %s\">\"Waarde %s\"</definedName></definedNames>" % (
        who.plain("xlsx/defined name").name.replace(" ", "_"), name("defined name's comment"), name("defined name's value")))
    book = part("workbook", "<sheets><sheet name=\"Klas %s\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"x\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/></sheets>%s" % (name("sheet's name"), names))
    space = "xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" " + SPACES
    drawing = XML + ("<xdr:wsDr %s><xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"1\" name=\"x\" descr=\"Foto van %s\"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>Vorm met %s</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
                     % (space, name("alt text"), name("shape")))
    chart = XML + ("<c:chartSpace %s><c:title><c:tx><c:rich><a:p><a:r><a:t>Grafiek %s</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:cat><c:strRef><c:f>Blad9!A1</c:f><c:strCache><c:pt idx=\"0\"><c:v>%s</c:v>"
                   "</c:pt></c:strCache></c:strRef></c:cat></c:ser></c:chartSpace>" % (SPACES, name("chart's title"), name("chart's category")))
    threaded = XML + ("<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"><threadedComment ref=\"A1\" personId=\"{1}\" id=\"{2}\"><text>Draad over %s</text>"
                      "</threadedComment></ThreadedComments>" % name("threaded comment"))
    pivot = part("pivotCacheDefinition", "<cacheSource type=\"worksheet\"/><cacheFields><cacheField name=\"Naam van %s\"><sharedItems><s v=\"%s\"/></sharedItems></cacheField></cacheFields>" % (
        name("pivot cache's field"), name("pivot cache")))
    records = part("pivotCacheRecords", "<r><s v=\"%s\"/></r>" % name("pivot cache's record"))
    parts = [("[Content_Types].xml", types("xl/workbook.xml", "spreadsheetml.sheet")), root("xl/workbook.xml"), ("xl/workbook.xml", book),
             ("xl/_rels/workbook.xml.rels", relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("sharedStrings", "sharedStrings.xml"), ("externalLink", "externalLinks/externalLink1.xml"))),
             ("xl/worksheets/sheet1.xml", sheet), ("xl/worksheets/sheet2.xml", hidden), ("xl/sharedStrings.xml", strings),
             ("xl/worksheets/_rels/sheet1.xml.rels", relations(("hyperlink", "https://a.example/" + who.plain("xlsx/address of a link").slug), ("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"))),
             ("xl/comments1.xml", part("comments", "<authors><author>%s</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><r><t>Let op %s</t></r></text></comment></commentList>" % (
                 name("comment's author"), name("comment")))),
             ("xl/threadedComments/threadedComment1.xml", threaded),
             ("xl/persons/person.xml", XML + "<personList xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"><person displayName=\"%s\" id=\"{1}\"/></personList>" % name("threaded comment's author")),
             ("xl/drawings/drawing1.xml", drawing), ("xl/charts/chart1.xml", chart), ("xl/pivotCache/pivotCacheDefinition1.xml", pivot), ("xl/pivotCache/pivotCacheRecords1.xml", records),
             ("xl/tables/table1.xml", part("table", "<tableColumns><tableColumn name=\"Kolom van %s\"/></tableColumns>" % name("table's column"))),
             ("xl/externalLinks/externalLink1.xml", part("externalLink", "<externalBook><sheetDataSet><sheetData><row r=\"1\"><cell r=\"A1\" t=\"str\"><v>%s</v></cell></row></sheetData></sheetDataSet></externalBook>"
                                                         % name("cells of another workbook"))),
             ("xl/externalLinks/_rels/externalLink1.xml.rels", relations(("externalLinkPath", "file:///C:/Users/%s/cijfers.xlsx" % who.plain("xlsx/path of another workbook").slug)))]
    who.add("documents/lijst.xlsx", zipped(parts + properties(name)))
    who.add("documents/tabel2003.xml", XML + "<?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
            "<Worksheet ss:Name=\"x\"><Table><Row><Cell><Data ss:Type=\"String\">%s</Data><Comment ss:Author=\"x\"><ss:Data>Noot: %s</ss:Data></Comment></Cell></Row></Table></Worksheet></Workbook>" % (
                name("Excel 2003 XML"), name("comment in Excel 2003 XML")))
    sheet_list = [writers.Sheet("Leerlingen", [["Naam", "Groep"], [name("list of the register's form"), "7"]])]
    who.add("documents/lijst2.xlsx", writers.Workbook(sheet_list).write())


def plant(who):
    docx(who)
    pptx(who)
    xlsx(who)
