/** Git LFS: what the pointers in a commit stand for. */
@NullMarked
package dev.slipway.worker.source.lfs;

import org.jspecify.annotations.NullMarked;
