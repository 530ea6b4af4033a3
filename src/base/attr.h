/* attr.h - compiler attributes, in one place, so the rest of the tree is plain C.
 *
 * gcc 12 and clang 14 both accept these under -std=gnu2x.  Everything newer
 * (bool keyword, nullptr, constexpr, #embed, typed enums) they do not.
 */
#ifndef TL_BASE_ATTR_H
#define TL_BASE_ATTR_H

#define MUST_USE        __attribute__((warn_unused_result))
#define PRINTF_LIKE(f,a) __attribute__((format(printf, f, a)))
#define NORETURN        __attribute__((noreturn))
#define RETURNS_NONNULL __attribute__((returns_nonnull))
#define ALLOC_SIZE(...) __attribute__((alloc_size(__VA_ARGS__)))

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

#endif
