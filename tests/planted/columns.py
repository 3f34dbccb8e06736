"""Names whose parts stand apart: in columns, fields, elements and attributes of their own."""

import json

from databases import HEAD, create
from lists import writers
from plant import zipped

import office


def plant(who):
    def parts(place):
        person = who("parts/" + place)
        return person.first, person.infix, person.last, person.surname

    first, infix, last, surname = parts("columns, first name first")
    who.add("columns/voor.csv", "Roepnaam;Tussenvoegsel;Achternaam;Groep\r\n%s;%s;%s;7\r\n" % (first, infix, last))
    first, infix, last, surname = parts("columns, surname first")
    who.add("columns/achter.csv", "Groep;Achternaam;Tussenvoegsel;Roepnaam\r\n7;%s;%s;%s\r\n" % (last, infix, first))
    first, infix, last, surname = parts("columns with others between")
    who.add("columns/tussen.csv", "Voornaam,Geboortedatum,Achternaam\r\n%s,2014-05-01,%s\r\n" % (first, surname))
    first, infix, last, surname = parts("cells of a workbook")
    who.add("columns/blad.xlsx", writers.Workbook([writers.Sheet("Blad", [["Voornaam", "Achternaam"], [first, surname]])]).write())
    first, infix, last, surname = parts("cells of a table in Word")
    who.add("columns/tabel.docx", office.small_docx("<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>" % (office.paragraph(first), office.paragraph(surname))))
    first, infix, last, surname = parts("columns of a database")
    who.add("columns/leden.sql", HEAD + create("leden", ["id", "voornaam", "achternaam"], (1, first, surname)) + "-- Dump completed\n")
    person = who("parts/members of JSON")
    who.add("columns/leden.json", json.dumps({"leden": [{"id": 1, "firstName": person.first, "groep": "7", "lastName": person.surname}]}, ensure_ascii=False))
    person = who("parts/members of JSON, surname first")
    who.add("columns/leden2.json", json.dumps([{"familyName": person.surname, "givenName": person.first}], ensure_ascii=False))
    person = who("parts/elements of XML")
    who.add("columns/leden.xml", "<?xml version='1.0'?><leden><lid><voornaam>%s</voornaam><achternaam>%s</achternaam></lid></leden>" % (person.first, person.surname))
    person = who("parts/attributes of XML")
    who.add("columns/leden2.xml", "<?xml version='1.0'?><leden><lid voornaam='%s' achternaam='%s'/></leden>" % (person.first, person.surname))
    person = who("parts/fields of a form")
    json_ld, microdata, cells, state = who("parts/JSON-LD"), who("parts/microdata"), who("parts/cells of a page's table, surname first"), who("parts/state of a page")
    who.add("columns/pagina.html", "<html><head><script type='application/ld+json'>{\"@type\": \"Person\", \"givenName\": \"%s\", \"familyName\": \"%s\"}</script></head><body><form><input name='voornaam' "
            "value='%s'><input name='achternaam' value='%s'></form><div itemscope itemtype='https://schema.org/Person'><span itemprop='givenName'>%s</span><span itemprop='familyName'>%s</span></div><table>"
            "<tr><td>%s<td>%s</table><script>window.a = {\"voornaam\":\"%s\",\"achternaam\":\"%s\"};</script></body></html>" % (
                json_ld.first, json_ld.surname, person.first, person.surname, microdata.first, " " + microdata.surname, cells.surname, cells.first, state.first, state.surname))
    person = who("parts/columns of a platform's table")
    who.add("columns/Basic_LinkedInDataExport_06-22-2024.zip", zipped([("Recommendations_Received.csv", "First Name,Last Name,Company,Job Title,Text\r\n%s,%s,x,y,z\r\n" % (
        person.first, person.surname))]))
    person = who("parts/WordPress user")
    who.add("columns/gebruikers.sql", HEAD + create("wp_usermeta", ["umeta_id", "user_id", "meta_key", "meta_value"], (1, 1, "first_name", person.first), (2, 1, "last_name", person.surname))
            + "-- Dump completed\n")
    person = who("parts/fields of a PDF", "cp1252")
    import documents
    who.add("columns/formulier.pdf", documents.pdf_bytes([
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R 5 0 R] >>",
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (voornaam) /V %s /Rect [9 9 99 29] >>" % documents.text_string(person.first),
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (achternaam) /V %s /Rect [9 40 99 60] >>" % documents.text_string(person.surname)]))
    person = who("parts/notes on two lines")
    who.add("columns/regels.txt", "Voornaam: %s\nAchternaam: %s\n" % (person.first, person.surname))
    person = who("parts/surname, comma, first name and particle")
    who.add("columns/komma.txt", "Aanwezig: %s, %s %s\n" % (person.last, person.first, person.infix))
    person = who("parts/initials and surname")
    who.add("columns/letters.txt", "Aanwezig: %s. %s uit groep 7\n" % (person.first[0], person.surname))
