/** Which refs of a repository somebody wants built, and by which rules. */
@NullMarked
package dev.slipway.service.selection;

import org.jspecify.annotations.NullMarked;
