/** Links that people set: images and repositories whose updates rebuild a repository. */
@NullMarked
package dev.slipway.service.baseimage.link;

import org.jspecify.annotations.NullMarked;
