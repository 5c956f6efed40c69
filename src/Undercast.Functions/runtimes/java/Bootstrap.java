// The Java bootstrap: loads the handler, then takes calls from the Runtime API one by one. Compiled by this machine's javac when it is first needed.
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public final class Bootstrap {
    private static final String API = "/2018-06-01/runtime/";
    private static final boolean JSON = "JSON".equals(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
    private static PrintStream out;
    private static String requestId;

    private final SocketChannel channel;
    private byte[] received = new byte[64 * 1024];
    private int length;

    private Bootstrap(String path) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
    }

    public static void main(String[] arguments) throws Exception {
        // What is printed goes out at once: a process that is killed must not take it along.
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(out);
        Bootstrap runtime = new Bootstrap(System.getenv("UNDERCAST_RUNTIME_SOCKET"));
        Handler handler;
        try {
            handler = Handler.load(System.getenv("_HANDLER"));
        } catch (Throwable e) {
            Throwable cause = unwrap(e);
            cause.printStackTrace(out);
            runtime.post("init/error", error(cause), cause.getClass().getName());
            System.exit(1);
            return;
        }
        Call call;
        while ((call = runtime.next()) != null) {
            requestId = call.id();
            String trace = call.headers.get("lambda-runtime-trace-id");
            if (trace != null) System.setProperty("com.amazonaws.xray.traceHeader", trace);
            byte[] answer;
            try {
                answer = handler.run(call);
            } catch (Throwable e) {
                Throwable cause = unwrap(e);
                log(text(cause), "ERROR");
                runtime.post("invocation/" + call.id() + "/error", error(cause), cause.getClass().getName());
                // AWS: an Error, unlike an Exception, ends the process.
                if (cause instanceof VirtualMachineError) System.exit(1);
                continue;
            }
            runtime.post("invocation/" + call.id() + "/response", answer, null);
        }
        System.exit(0);
    }

    // ── HTTP over one connection, no more than this endpoint needs ──
    static final class Call {
        final Map<String, String> headers;
        final byte[] payload;

        Call(Map<String, String> headers, byte[] payload) {
            this.headers = headers;
            this.payload = payload;
        }

        String id() {
            return headers.get("lambda-runtime-aws-request-id");
        }
    }

    private Call next() throws IOException {
        send("GET " + API + "invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n", new byte[0]);
        return receive();
    }

    private void post(String path, byte[] body, String errorType) throws IOException {
        String error = errorType == null ? "" : "Lambda-Runtime-Function-Error-Type: " + errorType + "\r\n";
        send("POST " + API + path + " HTTP/1.1\r\nHost: runtime\r\nContent-Length: " + body.length + "\r\n" + error + "\r\n", body);
        receive();
    }

    private void send(String head, byte[] body) throws IOException {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer message = ByteBuffer.allocate(bytes.length + body.length).put(bytes).put(body).flip();
        while (message.hasRemaining()) channel.write(message);
    }

    private Call receive() throws IOException {
        int end;
        while ((end = headEnd()) < 0) {
            if (!fill()) return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String[] lines = new String(received, 0, end, StandardCharsets.UTF_8).split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) headers.put(lines[i].substring(0, colon).toLowerCase(), lines[i].substring(colon + 1).trim());
        }
        int start = end + 4;
        int size = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        while (length < start + size) {
            if (!fill()) return null;
        }
        byte[] body = Arrays.copyOfRange(received, start, start + size);
        System.arraycopy(received, start + size, received, 0, length - start - size);
        length -= start + size;
        return new Call(headers, body);
    }

    private int headEnd() {
        for (int i = 0; i + 3 < length; i++) {
            if (received[i] == '\r' && received[i + 1] == '\n' && received[i + 2] == '\r' && received[i + 3] == '\n') return i;
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (length == received.length) received = Arrays.copyOf(received, length * 2);
        int count = channel.read(ByteBuffer.wrap(received, length, received.length - length));
        if (count > 0) length += count;
        return count > 0;
    }

    // ── the log ──
    static synchronized void log(String message, String level) {
        if (JSON) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("timestamp", Instant.now().toString());
            record.put("level", level);
            record.put("AWSRequestId", requestId);
            record.put("message", message);
            out.println(Json.write(record));
            return;
        }
        // The lines of one record stay one event: the separator becomes a line end again in the log.
        String line = message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
        out.println(line.replace('\n', '\u001e'));
    }

    static Throwable unwrap(Throwable e) {
        while ((e instanceof InvocationTargetException || e instanceof ExceptionInInitializerError) && e.getCause() != null) e = e.getCause();
        return e;
    }

    private static String text(Throwable e) {
        StringBuilder text = new StringBuilder(String.valueOf(e.getMessage())).append(": ").append(e.getClass().getName());
        for (StackTraceElement frame : e.getStackTrace()) text.append("\n\tat ").append(frame);
        return text.toString();
    }

    private static byte[] error(Throwable e) {
        return Json.write(document(e, 0)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> document(Throwable e, int depth) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errorMessage", e.getMessage() == null ? e.getClass().getName() : e.getMessage());
        document.put("errorType", e.getClass().getName());
        List<Object> frames = new ArrayList<>();
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("jdk.internal.reflect.") || frame.getClassName().startsWith("Bootstrap")) break;
            frames.add(frame.toString());
        }
        document.put("stackTrace", frames);
        if (e.getCause() != null && depth < 10) document.put("cause", document(e.getCause(), depth + 1));
        return document;
    }

    // ── the handler ──
    // AWS: package.Class::method, or package.Class with one of the two interfaces; the interfaces' library comes with the function, so they are known here by name only.
    static final class Handler {
        private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.";
        private final Object target;
        private final Method method;
        private final boolean streams;
        private final Type input;
        private final Class<?> context;

        private Handler(Object target, Method method) {
            this.target = target;
            this.method = method;
            Class<?>[] types = method.getParameterTypes();
            streams = types.length >= 2 && types[0] == InputStream.class && types[1] == OutputStream.class;
            boolean withContext = types.length > 0 && types[types.length - 1].getName().equals(PACKAGE + "Context");
            context = withContext ? types[types.length - 1] : null;
            int inputs = types.length - (withContext ? 1 : 0);
            if (!streams && inputs > 1) throw new IllegalArgumentException("The handler method " + method.getName() + " takes more than an input and a context");
            input = !streams && inputs == 1 ? method.getGenericParameterTypes()[0] : null;
        }

        static Handler load(String handler) throws Exception {
            int colons = handler.indexOf("::");
            String className = colons < 0 ? handler : handler.substring(0, colons);
            String methodName = colons < 0 ? "handleRequest" : handler.substring(colons + 2);
            Class<?> type;
            try {
                type = Class.forName(className);
            } catch (ClassNotFoundException e) {
                throw new ClassNotFoundException("Class not found: " + className);
            }
            Method found = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(methodName) && !m.isBridge() && !m.isSynthetic())
                // AWS: of several methods of the name, the one with a context, then the one with most parameters.
                .max(Comparator.<Method>comparingInt(m -> m.getParameterCount() > 0 && m.getParameterTypes()[m.getParameterCount() - 1].getName().equals(PACKAGE + "Context") ? 1 : 0).thenComparingInt(Method::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException("No public method named " + methodName + " with appropriate method signature found on class " + className));
            found.setAccessible(true);
            Object target = Modifier.isStatic(found.getModifiers()) ? null : type.getConstructor().newInstance();
            return new Handler(target, found);
        }

        byte[] run(Call call) throws Exception {
            List<Object> arguments = new ArrayList<>();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            if (streams) {
                arguments.add(new ByteArrayInputStream(call.payload));
                arguments.add(output);
            } else if (input != null) {
                arguments.add(input == InputStream.class ? new ByteArrayInputStream(call.payload) : Json.to(input, Json.read(new String(call.payload, StandardCharsets.UTF_8))));
            }
            if (context != null) arguments.add(Contexts.of(context, call));
            Object result = method.invoke(target, arguments.toArray());
            if (streams) return output.toByteArray();
            return method.getReturnType() == void.class ? "null".getBytes(StandardCharsets.UTF_8) : Json.write(result).getBytes(StandardCharsets.UTF_8);
        }
    }

    static final class Contexts {
        static Object of(Class<?> type, Call call) {
            long deadline = Long.parseLong(call.headers.get("lambda-runtime-deadline-ms"));
            return proxy(type, (self, method, arguments) -> switch (method.getName()) {
                case "getAwsRequestId" -> call.id();
                case "getFunctionName" -> System.getenv("AWS_LAMBDA_FUNCTION_NAME");
                case "getFunctionVersion" -> System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
                case "getInvokedFunctionArn" -> call.headers.get("lambda-runtime-invoked-function-arn");
                case "getLogGroupName" -> System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
                case "getLogStreamName" -> System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
                case "getMemoryLimitInMB" -> Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
                case "getRemainingTimeInMillis" -> (int) Math.max(0, deadline - System.currentTimeMillis());
                case "getXrayTraceId" -> call.headers.get("lambda-runtime-trace-id");
                case "getLogger" -> logger(method.getReturnType());
                case "getIdentity" -> bean(method.getReturnType(), call.headers.getOrDefault("lambda-runtime-cognito-identity", "{}"), "cognitoIdentityId", "cognitoIdentityPoolId");
                case "getClientContext" -> call.headers.containsKey("lambda-runtime-client-context") ? bean(method.getReturnType(), call.headers.get("lambda-runtime-client-context")) : null;
                default -> null;
            });
        }

        static Object logger(Class<?> type) {
            return proxy(type, (self, method, arguments) -> {
                if (arguments == null || arguments.length == 0) return null;
                String message = arguments[0] instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(arguments[0]);
                Bootstrap.log(message, arguments.length > 1 ? String.valueOf(arguments[1]) : "INFO");
                return null;
            });
        }

        // Answers getters by the names of a JSON object; an identity's getters lack the prefix that its JSON has.
        private static Object bean(Class<?> type, String json, String... identity) {
            Object parsed = Json.read(json);
            Map<?, ?> values = parsed instanceof Map<?, ?> map ? map : Map.of();
            return proxy(type, (self, method, arguments) -> {
                String name = method.getName().startsWith("get") ? method.getName().substring(3) : method.getName();
                for (String key : identity) {
                    if (key.equalsIgnoreCase("cognito" + name)) return values.get(key);
                }
                Object value = name.equals("Environment") ? values.get("env") : values.get(Character.toLowerCase(name.charAt(0)) + name.substring(1));
                if (value == null) {
                    for (Map.Entry<?, ?> entry : values.entrySet()) {
                        if (String.valueOf(entry.getKey()).replace("_", "").equalsIgnoreCase(name)) value = entry.getValue();
                    }
                }
                return method.getReturnType().isInterface() && !Map.class.isAssignableFrom(method.getReturnType()) && value != null ? bean(method.getReturnType(), Json.write(value)) : value;
            });
        }

        static Object proxy(Class<?> type, InvocationHandler handler) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                case "toString" -> type.getName();
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                default -> handler.invoke(self, method, arguments);
            });
        }
    }
}
