/** What every long-running command needs: being told to stop. */
@NullMarked
package io.linkloom.standalone.process;

import org.jspecify.annotations.NullMarked;
