/* email.h - addresses and domains as evidence of who belongs together.
 *
 * email_domain("Ann <ann@Mail.Acme.de>")  -> "mail.acme.de"; "" when it is no address
 * domain_core("https://www.acme.co.uk/x") -> "acme.co.uk"
 *
 * domain_core() takes a URL, a host or a domain: scheme, user, port, path, "www." and
 * final dot go, IDN labels become punycode (müller.de = xn--mller-kva.de), and the host is
 * cut to its registrable part by the Public Suffix List that libpsl has built in (co.uk, com.au,
 * and hosts of others such as github.io); a public suffix itself comes back whole.
 * No DNS, no state; results live in the arena.
 */
#ifndef TL_TEXT_EMAIL_H
#define TL_TEXT_EMAIL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

Str  email_domain(Str email, Arena *a);
Str  domain_core(Str host_or_url, Arena *a);
bool is_free_mail(Str domain);      /* lower-case domain as the two above return it */

#endif
