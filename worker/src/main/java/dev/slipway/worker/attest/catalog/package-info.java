/** What files of an image say about the packages in it, one kind of file a class. */
@NullMarked
package dev.slipway.worker.attest.catalog;

import org.jspecify.annotations.NullMarked;
