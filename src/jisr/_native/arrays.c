/* Arrays that come as buffers. */

#include "native.h"

void release(Arrays *all)
{
    while (all->held > 0)
        PyBuffer_Release(&all->views[--all->held]);
}

int refuse(const char *why)
{
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

int hold(Arrays *all, PyObject *object, int size, int writable)
{
    Py_buffer *view = &all->views[all->held];
    if (PyObject_GetBuffer(object, view, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE) < 0)
        return -1;
    Array *array = &all->arrays[all->held++];
    if (view->len % size || (view->len && (uintptr_t)view->buf % (uintptr_t)size))
        return refuse("an array has items of another size");
    array->data = view->buf;
    array->count = view->len / size;
    return 0;
}

int hold_all(Arrays *all, PyObject *tuple, const int *sizes, int count)
{
    if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != count)
        return refuse("a tuple has another number of arrays");
    for (int i = 0; i < count; i++) {
        PyObject *object = PyTuple_GetItem(tuple, i);
        if (!object || hold(all, object, abs(sizes[i]), sizes[i] < 0) < 0)
            return -1;
    }
    return 0;
}
