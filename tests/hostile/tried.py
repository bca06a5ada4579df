"""What was tried, and where: read by people, held to the tests by test_tried.py."""

TRIED: dict[str, list[str]] = {
    "test_keys": [
        "every address of another department's self-evaluation, as officer, head and reviewer: 404, recorded",
        "every record of theirs (sheet, indicator, row, snapshot, remark, evidence) through an address of one's own",
        "every field name, row, block, picked project and step of theirs in every form that takes one",
        "remarks that quote or answer theirs; sections of theirs in a return; theirs in a bulk approval; review scores",
        "deadlines and extensions of another region; roles of other people; a new year for or from another department",
        "evidence linked to their indicators; whether an account exists, by its number",
    ],
    "test_doors": [
        "letters, an emoji, 13 decimals, a negative weight, a control character: by form, cell, pasted block,",
        "a workbook and a package the place is named, what was typed stays, and nothing is stored",
        "a text of 5 MB, ten thousand cells, a form too long to be read; a renamed program and a bomb as a workbook",
    ],
    "test_forms": [
        "every form without a token, with a made-up one, and from another origin: 403, recorded, nothing changed",
        "24 fields that no form has (state, department, is_staff, is_superuser, score, …) with every form",
        "invitations that bring rights along; roles that exclude each other",
        "submit, endorse, approve, reopen sent three times; decisions on an older page; older values of a cell",
        "forged, empty and foreign seals of dry runs; a session cookie after signing out",
    ],
    "test_sign_in": [
        "ten thousand passwords for one account from one address: 400 whole requests, the rest at the door that counts",
        "many names from one address",
        "whether a name exists, by the answer; a session planted before signing in",
        "eleven targets that lead elsewhere (next=) after signing in, signing out, confirming, choosing a language",
    ],
    "test_old_rights": [
        "links for a password after the next link, after the account was closed, and after it was opened again",
        "the link for a mailbox by another person, by nobody, and twice",
        "the system administrator resetting passwords of the security administrator and the auditor (mended)",
        "each role on the next request after it was taken away; the record exported by everybody but the auditor",
        "links to evidence and to a finished ZIP after a transfer to another department or region",
        "second factors removed, switched off, added and recovery codes read in a session left open; keys of others",
        "twelve codes in a row, then the right one; a code that was used before, also at another process (mended)",
        "a public copy by its hash, its file name and its private address, also after it was withdrawn",
        "publishing another department's copy, and one that nobody looked at",
    ],
    "test_requests": [
        "five foreign hosts; X-Forwarded-Host; six other methods and overrides of the method on every address",
        "bodies over 5 MB, more than 5,000 fields; uploads and downloads without pause",
        "traversal, NUL, SQL, wrong UTF-8, emoji, 300 characters, numbers of 31 digits in every address",
        "NUL, right-to-left override, format strings and template code in every form and query",
        "line breaks in names and addresses that end up in mails",
        "which headers every answer carries",
    ],
    "test_secrets": [
        "passwords, codes, invitation links, sessions and keys in the log and in the record of events",
        "settings, traces and foreign hosts in error pages",
    ],
    "test_uploads": [
        "programs, pages, drawings with script, pictures and PDFs that are archives too, bombs, macros, paths",
        "eleven file names: traversal, CRLF, quotes, markup, formulas, 300 characters, right-to-left override",
        "workbooks: bombs, nested bombs, entities, external links, embedded objects, ActiveX, another department's",
        "lists with formulas; packages of a hundred thousand brackets",
    ],
    "test_markup": [
        "script, handlers, SVG, template code, javascript: and formulas in every text, remark, name and file name",
        "every page for officer, reviewer, auditor and administrators; the whole PDF; the workbook",
    ],
}
