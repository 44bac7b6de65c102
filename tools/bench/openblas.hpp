// OpenBLAS's routines under one name for both precisions. Matrices lie row by row.
#pragma once

#include <cblas.h>

namespace bench {

/// As cblas_sgemm: c (rows x columns) = alpha op(a) op(b) + beta c, op(a) being rows x inner.
inline void gemm(CBLAS_TRANSPOSE op_a, CBLAS_TRANSPOSE op_b, int rows, int columns, int inner,
                 float alpha, const float* a, int stride_a, const float* b, int stride_b,
                 float beta, float* c) {
    cblas_sgemm(CblasRowMajor, op_a, op_b, rows, columns, inner, alpha, a, stride_a, b, stride_b,
                beta, c, columns);
}

inline void gemm(CBLAS_TRANSPOSE op_a, CBLAS_TRANSPOSE op_b, int rows, int columns, int inner,
                 double alpha, const double* a, int stride_a, const double* b, int stride_b,
                 double beta, double* c) {
    cblas_dgemm(CblasRowMajor, op_a, op_b, rows, columns, inner, alpha, a, stride_a, b, stride_b,
                beta, c, columns);
}

/// y = a x + y, a being rows x columns.
inline void gemv(int rows, int columns, const float* a, const float* x, float* y) {
    cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, columns, 1, a, columns, x, 1, 1, y, 1);
}

inline void gemv(int rows, int columns, const double* a, const double* x, double* y) {
    cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, columns, 1, a, columns, x, 1, 1, y, 1);
}

}  // namespace bench
