#!/usr/bin/env python3
"""A person is taken out of a book: her bytes are in no file of it any more, her account's figures stay, she does not come back.

Oracle: the bytes themselves (the whole book file and the report are searched for her address and her name), and the answers
before and after."""
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import time

from tl import BIN as TL, PG, check, done, fresh_database, skip

def tl(*args, codes=(0, 3)):
    r = subprocess.run([TL, *args], capture_output=True, text=True)
    if r.returncode not in codes:
        raise SystemExit(f'{args}: {r.returncode} {r.stderr.strip()[-300:]}')
    return r.stdout


def rows(book, sql):
    return json.loads(tl('sql', book, sql, '--json', '--rows', '10000'))['rows']


def holds(path, words):
    with open(path, 'rb') as f:
        data = f.read().lower()
    return [w for w in words if w.lower().encode() in data]


def named(book, words):
    """Which columns of words name her."""
    facts = [(r['table_name'], r['column_name']) for r in rows(book, "SELECT c.table_name, c.column_name FROM information_schema.columns AS c JOIN information_schema.tables AS t"
             " ON t.table_name = c.table_name AND t.table_schema = c.table_schema WHERE t.table_type = 'BASE TABLE' AND t.table_schema IN ('main', 'public')"
             " AND lower(c.data_type) IN ('varchar', 'text') ORDER BY c.table_name, c.ordinal_position")]
    quoted = [w.lower().replace("'", "''") for w in words]
    found = " UNION ALL ".join(f"""SELECT '{t}.{c}' AS place, count(*) AS n FROM "{t}" WHERE """ + " OR ".join(f"""strpos(lower("{c}"), '{w}') > 0""" for w in quoted) for t, c in facts)
    return rows(book, f"SELECT place, n FROM ({found}) AS f WHERE n > 0 ORDER BY place"), len(facts)


def in_book(book, words, server):
    """On a server the bytes are its administrator's: there, whatever can be asked."""
    return [w for w in words if named(book, [w])[0]] if server else holds(book, words)


def asked(book, spool, question):
    """Somebody asks the book over HTTP; what he asked stands in the log."""
    p = subprocess.Popen([TL, 'serve', book, '--listen', '127.0.0.1:0', '--spool', spool], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    port = int(p.stdout.readline().decode().rsplit(':', 1)[1].strip().rstrip('/'))
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    c.request('POST', '/api/v1/sql', body=json.dumps({'sql': question}), headers={'Content-Type': 'application/json'})
    code = c.getresponse().status
    c.close()
    p.terminate()
    p.wait()
    return code


def erased(server):
    with tempfile.TemporaryDirectory() as d:
        raw, book, report = d + '/raw', server or d + '/a.book', d + '/a.html'
        beside = ('--report', report, '--propose', d + '/a.book.maps', '--spool', d + '/a.book.spool')
        tl('demo', raw, '--accounts', '80', '--months', '18', '--seed', '5', '-q')
        tl('run', book, raw, '-q', '--report', report)
        who = rows(book, "SELECT c.first_name, c.last_name, l.email, d.contact_id, d.account_id FROM f_contact c JOIN alias l ON l.alias_id = c.alias_id"
                         " JOIN d_alias d ON d.alias_id = c.alias_id WHERE l.email <> '' AND EXISTS (SELECT 1 FROM f_response r JOIN d_alias x"
                         " ON x.alias_id = r.alias_id WHERE x.contact_id = d.contact_id AND r.nps IS NOT NULL) ORDER BY d.contact_id LIMIT 1")[0]
        email, full = who['email'], who['first_name'] + ' ' + who['last_name']
        # A colleague's ticket that names her, a signature, an odd row that is set aside, all by hand.
        with open(d + '/more.csv', 'w') as f:
            f.write('id,mail,at,subject,body\n')
            f.write(f'X1,{email},2025-01-02 10:00:00,late again,"Regards, {who["first_name"]}"\n')
            f.write(f'X2,someone@else.example,2025-01-03 10:00:00,ask {full},"write to {email.upper()} please"\n')
            f.write(f'X3,{email},not a date,{full},x\n')
        with open(d + '/more.map', 'w') as f:
            f.write('[*]\nkind = ticket\nsource = Extra\nkey = id\nemail = mail\ncreated_at = at\nsubject = subject\nbody = body\n')
        tl('import', book, d + '/more.csv', '--map', d + '/more.map', '-q')
        # What a person mended by hand, and a date that waited for its answer: both keep the row's text beside the fact.
        with open(d + '/waits.csv', 'w') as f:
            f.write('id,mail,at,subject,body\n')
            f.write(f'W1,{email},2025-01-32 10:00:00,"{full}, waits",call {full}\n')
            f.write(f'W2,{email},2025-02-03 10:00:00,fine,hello\n')
        with open(d + '/asks.csv', 'w') as f:
            f.write('No,Mail,Date,Text\n' + ''.join(f'Q{i},{email},0{i}/0{i + 1}/2025,of {full}\n' for i in range(1, 5)))
        with open(d + '/asks.map', 'w') as f:
            f.write('[asks.csv]\nkind = ticket\nsource = Asks\nkey = No\nemail = Mail\ncreated_at = Date\nbody = Text\n')
        with open(d + '/call.vtt', 'w') as f:
            f.write(f'WEBVTT\n\nNOTE\nAccount: Nobody Ltd\nDate: 2025-03-04\nParticipants: {full} (customer)\n\n00:01.000 --> 00:02.000\n<v {full}>hello, {who["first_name"]} speaking\n\n00:09.000 --> 00:08.000\n<v {full}>write to {email}\n')
        with open(d + '/own.ndjson', 'w') as f:
            f.write(json.dumps({'id': 77, 'requester_id': 5, 'subject': 'own', 'status': 'open', 'created_at': '2025-01-02T03:04:05Z', 'custom_fields': [{'id': 3, 'value': f'ask {email}'}]}) + '\n')
        with open(d + '/said.csv', 'w') as f:
            f.write('id,ticket,at,side,author,text\n')
            f.write(f'S1,X1,2025-01-04 10:00:00,customer,,"It is me, {who["first_name"]}, still waiting"\nS2,X9,2025-01-04 10:00:00,customer,{full},"Yours, {who["first_name"]}"\n')
        with open(d + '/said.map', 'w') as f:
            f.write('[said.csv]\nkind = message\nsource = Extra\nkey = id\nticket_id = ticket\nat = at\nside = side\nauthor = author\ntext = text\n')
        tl('import', book, d + '/said.csv', '--map', d + '/said.map', '-q')
        tl('import', book, d + '/waits.csv', '--map', d + '/more.map', '-q')
        tl('import', book, d + '/asks.csv', '--map', d + '/asks.map', '-q')
        tl('import', book, d + '/call.vtt', d + '/own.ndjson', '-q')
        tl('quarantine', book, 'export', d + '/aside')
        for name in sorted(os.listdir(d + '/aside')):
            text = open(d + '/aside/' + name, encoding='utf-8-sig').read()
            if 'waits' not in name and 'call' not in name:
                os.remove(d + '/aside/' + name)
                continue
            with open(d + '/aside/' + name, 'w', encoding='utf-8') as f:
                f.write(text.replace('2025-01-32', '2025-01-22').replace('00:09.000 -->', '00:07.000 -->'))
        mended = json.loads(tl('quarantine', book, 'retry', d + '/aside', '--json'))
        check('what was mended by hand came in', mended['rows_kept'] == 2 and mended['rows_quarantined'] == 0, mended)
        answered = json.loads(tl('answer', book, 'asks.csv', 'Date', 'day-first', '--json'))
        check('what waited for an answer came in', len(rows(book, "SELECT ext_id FROM f_ticket WHERE ext_id LIKE 'Q%' AND superseded_by IS NULL")) >= 4, answered)
        shutil.rmtree(d + '/aside')
        for name in ('waits.csv', 'asks.csv', 'asks.map', 'call.vtt', 'own.ndjson', 'said.csv', 'said.map'):
            os.remove(d + '/' + name)
        # She is asked once more, and signs; a file with her name above its data; a question to the book that names her.
        with open(d + '/asked.csv', 'w') as f:
            day = rows(book, "SELECT CAST(max(\"at\") AS DATE) AS d FROM d_comment")[0]['d']
            f.write(f'Responses of {full},,,\nid,mail,at,nps,why\nZ1,{email},{day} 10:00:00,1,"Everything is late and nobody calls back. Regards, {who["first_name"]}"\n')
        with open(d + '/asked.map', 'w') as f:
            f.write('[*]\nkind = response\nsource = Asked\nkey = id\nemail = mail\nrecorded_at = at\nnps = nps\nanswer = why\n')
        tl('import', book, d + '/asked.csv', '--map', d + '/asked.map', '-q')
        os.remove(d + '/asked.csv')
        os.remove(d + '/asked.map')
        tl('rebuild', book, '-q')
        tl('resolve', book, '-q')
        tl('run', book, raw, '-q', '--report', report)
        figures = ("SELECT (SELECT count(*) FROM f_response WHERE superseded_by IS NULL) AS responses, (SELECT sum(nps) FROM f_response) AS nps,"
                   " (SELECT count(*) FROM f_ticket) AS tickets, (SELECT sum(amount) FROM f_invoice) AS money, (SELECT count(*) FROM d_account) AS accounts,"
                   " (SELECT count(*) FROM d_contact) AS people, (SELECT sum(users) FROM d_usage_week) AS users,"
                   " (SELECT count(*) FROM d_alias WHERE account_id IS NULL) AS nobody")
        before = rows(book, figures)
        words = [email, full]
        for name in ('task_core', 'task_money'):
            subprocess.run([TL, 'set', book, name, '0'], capture_output=True)
        tl('tasks', book, 'find')
        made = rows(book, "SELECT words FROM task WHERE words LIKE 'Everything is late and nobody%'")
        check('a task quotes her, with her name', len(made) == 1 and made[0]['words'].endswith(who['first_name']), made)
        check('she is asked for over HTTP', asked(book, d + '/a.book.spool', f"SELECT count(*) AS n FROM alias WHERE email = '{email}'") == 200)
        first = [w for w in ('login_trail.what', 'file_head.record') if not any(r['place'] == w for r in named(book, [email, full])[0])]
        check('the log of reads and the head of a file name her first', not first, first)
        # Beside the book: a weekly report, a mapping that was proposed, with her among its examples, and raw deliveries.
        for name in ('a.book.maps', 'a.book.spool/taken', 'a.book.spool/held'):
            os.makedirs(d + '/' + name, exist_ok=True)
        weekly = d + '/a.book.spool/report-2026-01-04.html'
        shutil.copy(report, weekly)
        with open(weekly, 'a') as f:
            f.write(f'<p>{full} ({email.upper()})</p>\n')
        with open(d + '/a.book.maps/more.map', 'w') as f:
            f.write(f"[*]\nkind = ticket\n# -     'Owner': no field goes by this name; such as {full}, blue\n")
        with open(d + '/a.book.maps/other.map', 'w') as f:
            f.write('[*]\nkind = ticket\n')
        deliveries = [{'id': 1, 'body': 'of somebody else'}, {'id': 2, 'mail': email.upper()}, {'id': 3, 'body': f'ask {full}'}, {'id': 4, 'body': 'the end'}]
        for name in ('taken/1-desk-tickets.ndjson', 'held/2-desk-odd.ndjson'):
            with open(d + '/a.book.spool/' + name, 'w') as f:
                f.write(''.join(json.dumps(r) + '\n' for r in deliveries))
        aside = [d + '/a.book.maps/more.map', d + '/a.book.spool/taken/1-desk-tickets.ndjson', d + '/a.book.spool/held/2-desk-odd.ndjson', weekly]
        check('she is in the book first', in_book(book, words, server) == words)
        copy = None if server else open(book, 'rb').read()
        dry = json.loads(tl('forget', book, email, '--dry-run', '--json', '-q', *beside))
        check('a dry run changes nothing, and counts what lies beside', dry['files_beside'] == 4 and all(holds(path, [full]) for path in aside) and dry['rows'] > 4 and rows(book, figures) == before and in_book(book, words, server) == words, dry)
        did = json.loads(tl('forget', book, email, '--why', 'she asked', '--json', '-q', *beside))
        check('what was said is done', did['tables'] == dry['tables'] and did['files'] >= 2, (dry, did))
        check('the quarantine was touched', any(t['table'] == 'quarantine' for t in did['tables']), did)
        check('no byte of her in the book', not in_book(book, words, server), in_book(book, words, server))
        check('nor in what lies beside it', did['files_beside'] == 4 and not any(holds(path, words) for path in aside), did)
        check('the weekly report stays one', open(weekly).read().endswith('<p>\u2022\u2022\u2022 (\u2022\u2022\u2022)</p>\n') and os.path.getsize(weekly) > 10000)
        everything = [os.path.join(at, name) for at, _, names in os.walk(d) for name in names if not at.startswith(raw) and name not in ('more.csv', 'more.map')]
        check(f'none of {len(everything)} files beside it holds her', len(everything) >= 6 and not [path for path in everything if holds(path, words)], [path for path in everything if holds(path, words)])
        check('the task keeps what she said, without her', rows(book, "SELECT words FROM task WHERE words LIKE 'Everything is late and nobody%'") == [{'words': (made or [{'words': ''}])[0]['words'][:-len(who['first_name'])] + '\u2022\u2022\u2022'}])
        check('a mapping stays one', open(aside[0]).read().startswith('[*]\nkind = ticket\n') and ', blue' in open(aside[0]).read(), open(aside[0]).read())
        left = [json.loads(r) for r in open(aside[1])]
        check('the other deliveries keep their lines', left == [deliveries[0], {'forgotten': True}, {'forgotten': True}, deliveries[3]], left)
        check('no byte of her in the report', not holds(report, words), holds(report, words))
        left, n_facts = named(book, words)
        check(f'none of {n_facts} columns of words, derived ones too, names her', not left and n_facts > 100, left)
        check('what she said in a call stays, without her', rows(book, "SELECT count(*) AS n FROM f_utterance WHERE text LIKE 'write to%'") == [{'n': 1}])
        heard = [r['text'] for r in rows(book, "SELECT text FROM d_comment WHERE channel IN ('message', 'call') ORDER BY text")]
        check('nor where she wrote in a ticket of hers, under her name, or spoke', heard == ['It is me, •••, still waiting', 'Yours, •••', 'hello, ••• speaking write to •••']
              and rows(book, "SELECT speaker FROM d_comment_call") == [{'speaker': '•••'}], (heard, rows(book, "SELECT speaker FROM d_comment_call")))
        check('nothing is left beside it', sorted(os.listdir(d)) == ([] if server else ['a.book']) + ['a.book.maps', 'a.book.spool', 'a.html', 'more.csv', 'more.map', 'raw'], os.listdir(d))
        check('figures stay', rows(book, figures) == before, (before, rows(book, figures)))
        check('her alias stays on the account', rows(book, f"SELECT count(DISTINCT account_id) AS n, min(account_id) AS a FROM d_alias WHERE contact_id = {who['contact_id']}")
              == [{'n': 1, 'a': who['account_id']}])
        log = rows(book, 'SELECT who, why, files, clean FROM erasure')
        check('the deed is logged without her', len(log) == 1 and log[0]['why'] == 'she asked' and log[0]['clean'] != bool(server), log)
        check('a signature is gone, the text stays', rows(book, "SELECT body FROM f_ticket WHERE ext_id = 'X1'") == [{'body': 'Regards, •••'}],
              rows(book, "SELECT body FROM f_ticket WHERE ext_id = 'X1'"))
        check('a colleague only loses her address', rows(book, "SELECT subject, body FROM f_ticket WHERE ext_id = 'X2'") == [{'subject': 'ask •••', 'body': 'write to ••• please'}])
        # The same persons come again, in a file that overlaps and has news.
        with open(d + '/more.csv', 'a') as f:
            f.write(f'X9,{email},2025-01-09 10:00:00,new,{full}\n')
            f.write(f'X10,someone@else.example,2025-01-09 10:00:00,new,"cc {email}, thanks"\n')
        again = json.loads(tl('import', book, d + '/more.csv', '--map', d + '/more.map', '--json', '-q'))['files'][0]
        check('every row is accounted for', again['rows_in'] == again['rows_kept'] + again['rows_unchanged'] + again['rows_quarantined'], again)
        check('hers are unchanged, and said so', again['rows_unchanged'] >= 3 and 'forgotten' in again['note'], again)
        check('hers are not in the book', not in_book(book, [email], server) and rows(book, "SELECT count(*) AS n FROM f_ticket WHERE ext_id = 'X9'") == [{'n': 0}], in_book(book, [email], server))
        check('her address is masked in others', rows(book, "SELECT body FROM f_ticket WHERE ext_id = 'X10'") == [{'body': 'cc •••, thanks'}])
        tl('import', book, raw, '-q')
        check('the whole folder again brings nothing back', not in_book(book, [email], server), in_book(book, [email], server))
        tl('check', book)
        nobody = subprocess.run([TL, 'forget', book, 'nobody@nowhere.example', '-q'], capture_output=True, text=True)
        check('nobody is said to be nobody', nobody.returncode and 'nothing in the book names that person' in nobody.stderr, nobody)
        check('what is no person is said', subprocess.run([TL, 'forget', book, 'Jane', '-q'], capture_output=True).returncode == 2)
        # Killed at many moments: the book is as before, or she is gone from the rows.
        for ms in () if server else (5, 40, 120, 250, 500, 900, 1500):
            with open(book, 'wb') as f:
                f.write(copy)
            p = subprocess.Popen([TL, 'forget', book, email, '-q'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(ms / 1000)
            p.kill()
            p.wait()
            left = rows(book, f"SELECT count(*) AS n FROM alias WHERE lower(email) = '{email}'")[0]['n'] if subprocess.run([TL, 'check', book], capture_output=True).returncode == 0 else -1
            logged = rows(book, 'SELECT count(*) AS n FROM erasure')[0]['n']
            check(f'killed after {ms} ms: before or after', (left > 0) == (logged == 0) and left >= 0, (left, logged))
            if logged:
                tl('forget', book, '-q')
                check(f'killed after {ms} ms: ended', not in_book(book, words, server), in_book(book, words, server))


def escaped():
    """Letters beyond ASCII, as they are and as JSON may write them."""
    with tempfile.TemporaryDirectory() as d:
        book, taken = d + '/b.book', d + '/b.book.spool/taken'
        with open(d + '/c.csv', 'w') as f:
            f.write("id,first,last,mail\n1,Zo\u00eb,O'M\u00fcller,z@c.example\n")
        with open(d + '/c.map', 'w') as f:
            f.write('[*]\nkind = contact\nsource = CRM\nkey = id\nfirst_name = first\nlast_name = last\nemail = mail\n')
        tl('run', book, d + '/c.csv', '--map', d + '/c.map', '-q')
        os.makedirs(taken)
        for name, ascii_only in (('a.ndjson', True), ('b.ndjson', False)):
            with open(taken + '/' + name, 'w', encoding='utf-8') as f:
                f.write(json.dumps({'body': "from Zo\u00eb O'M\u00fcller"}, ensure_ascii=ascii_only) + '\n{"id":2}\n')
        with open(d + '/b.book.spool/report-2026-01-04.html', 'w', encoding='utf-8') as f:
            f.write('<p>Zo\u00eb O&#39;M\u00fcller</p>\n')
        did = json.loads(tl('forget', book, 'z@c.example', '--json', '-q'))
        check('a name is found as JSON and HTML may write it', did['files_beside'] == 3 and open(d + '/b.book.spool/report-2026-01-04.html').read() == '<p>\u2022\u2022\u2022</p>\n', did)
        check('and is gone', all(open(taken + '/' + name).read() == '{"forgotten":true}\n{"id":2}\n' for name in os.listdir(taken)))


def whole(server):
    """Records that resolve joined as one contact go together, whichever address is named; where the join is unsure, she is asked for twice."""
    with tempfile.TemporaryDirectory() as d:
        book = server or d + '/c.book'
        with open(d + '/c.csv', 'w') as f:
            f.write("id,company,first,last,title,mail,phone\nA1,Orion Steel,Kate,O'Neil,CPO,kate.oneil@orion.com,+1 617 555 0100\nA2,Orion Steel,Kate,ONeil,CPO,k.oneil@orionsteel.com,\n"
                    'A3,Orion Steel,Bob,Stone,Buyer,bob.stone@orion.com,\nA4,Orion Steel,Ann,Miller,Engineer,ann@orion.com,\n')
        with open(d + '/t.csv', 'w') as f:
            f.write('id,company,mail,at,subject,body\nT1,Orion Steel,k.oneil@orionsteel.com,2025-01-02 10:00:00,late,"Kate here, call me +1 617 555 0100"\n'
                    'T2,Orion Steel,bob.stone@orion.com,2025-01-03 10:00:00,late,Kate ONeil said so\nT3,Orion Steel,ann@orion.com,2025-01-04 10:00:00,ask (617) 555-0100,"617.555.0100, 0016175550100; not 617 555 0101"\n')
        with open(d + '/m.map', 'w') as f:
            f.write('[c.csv]\nkind = contact\nsource = CRM\nkey = id\naccount_name = company\nfirst_name = first\nlast_name = last\ntitle = title\nemail = mail\nphone = phone\n'
                    '[t.csv]\nkind = ticket\nsource = Desk\nkey = id\naccount_name = company\nemail = mail\ncreated_at = at\nsubject = subject\nbody = body\n')
        tl('run', book, d + '/c.csv', d + '/t.csv', '--map', d + '/m.map', '-q', '--report', d + '/c.html')
        link = rows(book, "SELECT contact_id, probability FROM d_person_link WHERE kind = 'same'")
        check('resolve joined two records, and is sure', len(link) == 1 and link[0]['probability'] > 0.95, link)
        one, number = (json.loads(tl('forget', book, who, '--dry-run', '--json', '-q')) for who in ('kate.oneil@orion.com', str(link[0]['contact_id'])))
        check('by address or by id, it is the same rows', one['tables'] == number['tables'] and one['aliases'] == 3, (one, number))
        check('a dry run lists her records and why', [(r['who'], r['joined']) for r in one['records']] ==
              [('kate.oneil@orion.com', False), ('k.oneil@orionsteel.com', True), ('k.oneil@orionsteel.com', True)] and one['unsure_contact'] == 0
              and all(abs(r['probability'] - link[0]['probability']) < 1e-6 for r in one['records'] if r['joined']), one['records'])
        shown = tl('forget', book, 'kate.oneil@orion.com', '--dry-run')
        check('in words, before the counts', 0 < shown.find('k.oneil@orionsteel.com') < shown.find('f_contact'), shown)
        did = json.loads(tl('forget', book, 'kate.oneil@orion.com', '--json', '-q', '--report', d + '/c.html'))
        check('nothing of the second record is left', not in_book(book, ['oneil', 'Kate', 'kate.oneil@orion.com', 'k.oneil@orionsteel.com'], server) and did['tables'] == one['tables'], did)
        check('nor her number, in any spelling', rows(book, "SELECT subject, body FROM f_ticket WHERE ext_id IN ('T1', 'T3') ORDER BY ext_id") == [
              {'subject': 'late', 'body': '••• here, call me •••'}, {'subject': 'ask •••', 'body': '•••, •••; not 617 555 0101'}]
              and not in_book(book, ['617 555 0100', '555-0100', '6175550100'], server), rows(book, 'SELECT ext_id, subject, body FROM f_ticket ORDER BY ext_id'))
        check('the deed prints nobody', 'records' not in did, did)
        check('her colleague stays', rows(book, "SELECT first_name, last_name FROM f_contact WHERE ext_id = 'A3'") == [{'first_name': 'Bob', 'last_name': 'Stone'}])


def spelled(server):
    """A name in capitals, with ue for ü and ss for ß, behind a title: in his own texts, in those of his account, and not elsewhere."""
    with tempfile.TemporaryDirectory() as d:
        book = server or d + '/s.book'
        with open(d + '/c.csv', 'w') as f:
            f.write('id,company,first,last,mail\nA1,Nord Bau,Jürgen,Weiß,jw@nordbau.example\nA2,Nord Bau,Ann,Miller,ann@nordbau.example\nA3,Sued Bau,Max,Kurz,max@suedbau.example\n')
        with open(d + '/t.csv', 'w') as f:
            f.write('id,company,mail,at,subject,body\nT1,Nord Bau,jw@nordbau.example,2025-01-02 10:00:00,JÜRGEN WEISS,"Grüße, Juergen. JÜRGEN WEIß"\n'
                    'T2,Nord Bau,ann@nordbau.example,2025-01-03 10:00:00,Mr. Weiß,"Juergen Weiss said so, Frau Miller weiss es"\n'
                    'T3,Sued Bau,max@suedbau.example,2025-01-04 10:00:00,Mr. Weiss,"a namesake elsewhere"\n')
        with open(d + '/m.map', 'w') as f:
            f.write('[c.csv]\nkind = contact\nsource = CRM\nkey = id\naccount_name = company\nfirst_name = first\nlast_name = last\nemail = mail\n'
                    '[t.csv]\nkind = ticket\nsource = Desk\nkey = id\naccount_name = company\nemail = mail\ncreated_at = at\nsubject = subject\nbody = body\n')
        tl('run', book, d + '/c.csv', d + '/t.csv', '--map', d + '/m.map', '-q', '--report', d + '/s.html')
        dry = json.loads(tl('forget', book, 'jw@nordbau.example', '--dry-run', '--json', '-q'))
        did = json.loads(tl('forget', book, 'jw@nordbau.example', '--json', '-q', '--report', d + '/s.html'))
        left = [(r['subject'], r['body']) for r in rows(book, 'SELECT subject, body FROM f_ticket ORDER BY ext_id')]
        check('a name goes in any spelling', left == [('•••', 'Grüße, •••. •••'),
              ('Mr. •••', '••• said so, Frau Miller weiss es'), ('Mr. Weiss', 'a namesake elsewhere')] and dry['tables'] == did['tables'], (left, dry, did))
        check('and from the whole book', not in_book(book, ['Jürgen', 'Juergen Weiss', 'JÜRGEN WEISS'], server) and not holds(d + '/s.html', ['Jürgen', 'Juergen']))


def own_fields(server):
    """What a CRM keeps about a person in columns of its own, and what was changed of her: found by the record's id, for such rows name no party."""
    with tempfile.TemporaryDirectory() as d:
        book = server or d + '/f.book'
        with open(d + '/hubspot-contacts.csv', 'w') as f:
            f.write('Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage,Company Name,Associated Company,Additional email addresses,Assistant email,LinkedIn URL\n'
                    '1,Jo,Smith,jo@acme.example,Ann,Customer,Acme Inc,Acme Inc,jo.smith@gmail.example;js@gmail.example,pat@acme.example,linkedin.example/in/josmith\n'
                    '2,Pat,Moor,pat@acme.example,Ann,Customer,Acme Inc,Acme Inc,,,linkedin.example/in/patmoor\n')
        with open(d + '/t.csv', 'w') as f:
            f.write('id,company,mail,at,body\nT1,Acme Inc,pat@acme.example,2025-01-02 10:00:00,she reads jo.smith@gmail.example and not pat@acme.example\n')
        with open(d + '/h.csv', 'w') as f:
            f.write('kind,id,field,old,new,at\ncontact,1,Email,jo@old.example,jo@acme.example,2025-01-02 10:00:00\n')
        with open(d + '/m.map', 'w') as f:
            f.write('[t.csv]\nkind = ticket\nsource = Desk\nkey = id\naccount_name = company\nemail = mail\ncreated_at = at\nbody = body\n'
                    '[h.csv]\nkind = change\nsource = HubSpot\nkey = id & field & at\nabout = kind\nabout_id = id\nfield = field\nold_value = old\nnew_value = new\nat = at\n')
        files = (d + '/t.csv', d + '/h.csv', '--map', d + '/m.map')
        tl('import', book, d + '/hubspot-contacts.csv', '-q')
        tl('run', book, *files, '-q', '--report', d + '/f.html')
        words = ['jo@acme.example', 'jo.smith@gmail.example', 'js@gmail.example', 'josmith', 'jo@old.example']
        check('her fields are in the book', len(in_book(book, words, server)) > 0)
        dry = json.loads(tl('forget', book, 'jo@acme.example', '--dry-run', '--json', '-q'))
        did = json.loads(tl('forget', book, 'jo@acme.example', '--json', '-q', '--report', d + '/f.html'))
        check('her fields and changes are gone, her second address too', not in_book(book, words, server) and dry['tables'] == did['tables'], (in_book(book, words, server), dry, did))
        check('her colleague stays', len(rows(book, "SELECT value FROM f_field WHERE value = 'linkedin.example/in/patmoor'")) == 1
              and rows(book, 'SELECT body FROM f_ticket') == [{'body': 'she reads \u2022\u2022\u2022 and not pat@acme.example'}], rows(book, 'SELECT body FROM f_ticket'))
        tl('import', book, d + '/hubspot-contacts.csv', '-q')
        tl('import', book, *files, '-q')
        check('the files again bring nothing back', not in_book(book, words, server), in_book(book, words, server))


escaped()
spelled(None)
own_fields(None)
whole(None)
erased(None)
if PG:
    whole(fresh_database('flow_forget_whole'))
    spelled(fresh_database('flow_forget_spelled'))
    own_fields(fresh_database('flow_forget_own'))
    erased(fresh_database('flow_forget'))
else:
    skip('the same on PostgreSQL', 'TL_PG is not set; tests/pg_cluster.sh sets it')
done()
