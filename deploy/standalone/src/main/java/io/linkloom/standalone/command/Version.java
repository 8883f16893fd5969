package io.linkloom.standalone.command;

import picocli.CommandLine.IVersionProvider;

/** The version of the distribution, as its build wrote it into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "linkloom " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
        };
    }
}
