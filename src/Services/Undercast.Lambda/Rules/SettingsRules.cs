using System.Text;
using Undercast.Functions;

namespace Undercast.Lambda;

/// <summary>What a function's settings may be.</summary>
internal static class SettingsRules
{
    // AWS: 4 KB of variables; reserved names (Lambda, Using environment variables).
    private const int MostVariableBytes = 4096;

    private static readonly HashSet<string> Reserved =
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_METADATA_API", "AWS_LAMBDA_METADATA_TOKEN",
    ];

    public static void CheckRuntime(string? runtime)
    {
        if (runtime is null) return;
        try
        {
            RuntimeCatalog.Check(runtime);
        }
        catch (RuntimeUnavailableException e)
        {
            throw new InvalidParameterValueException(e.Message);
        }
    }

    public static void CheckVariables(IReadOnlyDictionary<string, string>? variables)
    {
        if (variables is null) return;
        var reserved = variables.Keys.Where(Reserved.Contains).ToArray();
        if (reserved.Length > 0)
        {
            throw new InvalidParameterValueException(
                $"Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {string.Join(", ", reserved)}");
        }
        foreach (var (name, value) in variables)
        {
            if (!(name.Length > 1 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
                throw new InvalidParameterValueException($"1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]");
            if (value.Contains('\0')) throw new InvalidParameterValueException("Environment variables must not contain null characters.");
        }
        if (variables.Sum(v => Encoding.UTF8.GetByteCount(v.Key) + Encoding.UTF8.GetByteCount(v.Value)) is var size && size > MostVariableBytes)
            throw new InvalidParameterValueException($"Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {size}");
    }

    public static void CheckTimeout(int? timeout)
    {
        // AWS: 15 minutes.
        if (timeout > 900) throw new InvalidParameterValueException($"1 validation error detected: Value '{timeout}' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900");
    }

    public static void CheckMemory(int? memory)
    {
        // AWS: 10,240 MB outside of managed instances.
        if (memory > 10_240) throw new InvalidParameterValueException($"'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240");
    }

    public static void CheckTags(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags?.Count > 50) throw new InvalidParameterValueException("Number of tags exceeds resource tag limit");
        if (tags?.Keys.Any(k => k.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) == true)
            throw new InvalidParameterValueException("Your request has failed to pass the validation for tags. Tag keys starting with aws: are reserved for system use.");
    }

    public static void CheckDeadLetter(string? arn)
    {
        if (string.IsNullOrEmpty(arn)) return;
        if (!Kernel.Arn.TryParse(arn, out var target) || target.Service is not ("sqs" or "sns"))
            throw new InvalidParameterValueException($"The provided dead letter target {arn} is neither a queue nor a topic.");
    }
}
