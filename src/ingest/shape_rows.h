/* shape_rows.h - the tables of shapes, one a family of systems; shape_find() looks through them in this order. */
#ifndef TL_INGEST_SHAPE_ROWS_H
#define TL_INGEST_SHAPE_ROWS_H

#include "ingest/shape.h"

typedef struct ShapeRows {
    const Shape *row;
    size_t       n;
} ShapeRows;

extern const ShapeRows shapes_crm, shapes_history, shapes_survey, shapes_desk, shapes_usage, shapes_money, shapes_work;

#endif
