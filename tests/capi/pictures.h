/* The pictures that the C tests judge, and an analyzer for them. */
#ifndef WARD_TESTS_CAPI_PICTURES_H
#define WARD_TESTS_CAPI_PICTURES_H

#include "check.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct picture {
    uint8_t* data;
    size_t size;
} picture;

/* Of tests/data/images; empty after a failed check. Free its data. */
picture read_picture(const char* name);

/* It asks no visual model: what these tests judge is the text in pictures. NULL after a failed check. */
ward_image_analyzer* open_image_analyzer(void);

#ifdef __cplusplus
}
#endif

#endif
