package sluice.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The script host. It talks over its own standard input and output: pipes that no other process can reach. It ends when Node
 * closes them.
 */
public final class Main {
    /** Scripts that run at one time; more wait in line. */
    private static final int WORKERS = 128;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Connection connection = new Connection(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        OpenModules.openAll();
        new ScriptHost(connection, workers()).serve();
        Runtime.getRuntime().halt(0);
    }

    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor workers =
            new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named("script"));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
