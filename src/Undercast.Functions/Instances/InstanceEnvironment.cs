using System.Globalization;

namespace Undercast.Functions;

/// <summary>The variables that a function finds.</summary>
internal static class InstanceEnvironment
{
    /// <summary>The socket of our bootstraps.</summary>
    public const string Socket = "UNDERCAST_RUNTIME_SOCKET";
    /// <summary>Tells a bootstrap to ask for its variables first.</summary>
    public const string Spare = "UNDERCAST_SPARE";
    /// <summary>Tells a bootstrap to leave its event loop free while it waits: for signals, extensions or a debugger.</summary>
    public const string EventLoop = "UNDERCAST_EVENT_LOOP";
    /// <summary>Where the libraries of AWS's own runtime lie.</summary>
    public const string Modules = "UNDERCAST_RUNTIME_MODULES";
    /// <summary>AWS: a program that starts the runtime in its own way.</summary>
    public const string Wrapper = "AWS_LAMBDA_EXEC_WRAPPER";

    /// <summary>What every process has, whatever it runs.</summary>
    // AWS: the reserved variables of "Defined runtime environment variables", and their values.
    public static Dictionary<string, string> Common(string task, string layers, string temporary) => new(StringComparer.Ordinal)
    {
        ["PATH"] = $"/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:{layers}/bin",
        ["LD_LIBRARY_PATH"] = $"/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:{task}:{task}/lib:{layers}/lib",
        ["LANG"] = "en_US.UTF-8",
        ["TZ"] = ":UTC",
        // Differs: AWS gives its user a home in the password file; libraries only want that there is one.
        ["HOME"] = temporary,
    };

    public static Dictionary<string, string> Build(FunctionSpec spec, RuntimeChoice choice, string logStream, FunctionCredentials? credentials, bool sandboxed, string runtimeFolder, SandboxProcess process)
    {
        var task = sandboxed ? Launch.TaskRoot : spec.CodeDirectory;
        var layers = sandboxed ? "/opt" : spec.LayerDirectory ?? "/opt";
        var temporary = sandboxed ? "/tmp" : process.Temporary;
        var all = Common(task, layers, temporary);
        foreach (var (name, value) in spec.Environment) all[name] = value;
        all["_HANDLER"] = spec.Handler;
        all["LAMBDA_TASK_ROOT"] = task;
        all["LAMBDA_RUNTIME_DIR"] = runtimeFolder;
        all["AWS_REGION"] = spec.Region;
        all["AWS_DEFAULT_REGION"] = spec.Region;
        all["AWS_LAMBDA_FUNCTION_NAME"] = spec.Name;
        all["AWS_LAMBDA_FUNCTION_VERSION"] = spec.Version;
        all["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = spec.MemoryMegabytes.ToString(CultureInfo.InvariantCulture);
        all["AWS_LAMBDA_LOG_GROUP_NAME"] = spec.LogGroup;
        all["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream;
        all["AWS_LAMBDA_INITIALIZATION_TYPE"] = spec.IsProvisioned ? "provisioned-concurrency" : "on-demand";
        all["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{spec.Runtime}";
        all["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR";
        all["AWS_LAMBDA_RUNTIME_API"] = process.PortApi.Authority!;
        if (!choice.OverPort) all[Socket] = sandboxed ? Launch.Socket : process.SocketPath;
        // A function that names another endpoint itself keeps it.
        all.TryAdd("AWS_ENDPOINT_URL", spec.Endpoint);
        if (credentials is not null)
        {
            all["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
            all["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey;
            all["AWS_SESSION_TOKEN"] = credentials.SessionToken;
        }
        if (!sandboxed) all["TMPDIR"] = temporary;
        if (choice.Label.StartsWith("dotnet", StringComparison.Ordinal))
        {
            // The limit of the control group is not visible in the sandbox, and a heap that does not know it is killed instead of collected.
            all.TryAdd("DOTNET_GCHeapHardLimit", (spec.MemoryMegabytes * 1024L * 1024 * 3 / 4).ToString("x", CultureInfo.InvariantCulture));
            all.TryAdd("DOTNET_NOLOGO", "1");
        }
        if (choice.Label.StartsWith("nodejs", StringComparison.Ordinal))
        {
            if (spec.HasExtensions || spec.IsDebugged) all[EventLoop] = "1";
            var major = choice.Interpreter!.Version.Major;
            var path = $"{layers}/nodejs/node{major}/node_modules:{layers}/nodejs/node_modules:{runtimeFolder}/node_modules:{runtimeFolder}:{task}";
            all["NODE_PATH"] = all.TryGetValue("NODE_PATH", out var own) ? $"{own}:{path}" : path;
        }
        if (choice.Label.StartsWith("python", StringComparison.Ordinal))
        {
            all["PYTHONPATH"] = all.TryGetValue("PYTHONPATH", out var own) ? $"{runtimeFolder}:{own}" : runtimeFolder;
            // AWS: layers are searched under both folders (Lambda, packaging layers).
            all["UNDERCAST_PYTHON_LAYERS"] = $"{layers}/python/lib/python3.{choice.Interpreter!.Version.Minor}/site-packages:{layers}/python";
            all.TryAdd("PYTHONDONTWRITEBYTECODE", "1");
        }
        return all;
    }
}
