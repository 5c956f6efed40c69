using System.Globalization;

namespace Undercast.Functions;

/// <summary>The variables that a function finds.</summary>
internal static class InstanceEnvironment
{
    public static Dictionary<string, string> Build(FunctionSpec spec, RuntimeChoice choice, string logStream, string runtimeApi, FunctionCredentials? credentials, bool sandboxed, string runtimeFolder, string socket, string temporary)
    {
        var task = sandboxed ? Launch.TaskRoot : spec.CodeDirectory;
        var layers = sandboxed ? "/opt" : spec.LayerDirectory ?? "/opt";
        // AWS: the reserved variables of "Defined runtime environment variables", and their values.
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:{layers}/bin",
            ["LD_LIBRARY_PATH"] = $"/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:{task}:{task}/lib:{layers}/lib",
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            // Differs: AWS gives its user a home in the password file; libraries only want that there is one.
            ["HOME"] = sandboxed ? "/tmp" : temporary,
        };
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
        all["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        all["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{spec.Runtime}";
        all["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR";
        if (choice.OverPort) all["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        else all["UNDERCAST_RUNTIME_SOCKET"] = socket;
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
