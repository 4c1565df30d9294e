/* The hot loops of the names engine, as a module. */

#include "native.h"

static PyMethodDef METHODS[] = {
    {"likeness", likeness, METH_VARARGS, "See plain.likeness."},
    {"expand", expand, METH_VARARGS, "See plain.expand."},
    {"find_names", find_names, METH_VARARGS, "See finding.find_names."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "kernels", "The hot loops of the names engine.", 0, METHODS,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_kernels(void)
{
    return PyModuleDef_Init(&MODULE);
}
