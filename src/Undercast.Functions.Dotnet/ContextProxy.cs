using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Undercast.Functions.Dotnet;

/// <summary>Stands in for the interfaces of Amazon.Lambda.Core, whose version the package chooses: members are answered by their names.</summary>
public class ContextProxy : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = static (_, _) => null;

    internal static object Of(Type context, RuntimeCall call, FunctionLog log) => Make(context, (method, _) => method.Name switch
    {
        "get_AwsRequestId" => call.RequestId,
        "get_FunctionName" => Variable("AWS_LAMBDA_FUNCTION_NAME"),
        "get_FunctionVersion" => Variable("AWS_LAMBDA_FUNCTION_VERSION"),
        "get_InvokedFunctionArn" => call.Header("Lambda-Runtime-Invoked-Function-Arn"),
        "get_LogGroupName" => Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
        "get_LogStreamName" => Variable("AWS_LAMBDA_LOG_STREAM_NAME"),
        "get_MemoryLimitInMB" => int.Parse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE") ?? "0", CultureInfo.InvariantCulture),
        "get_RemainingTime" => call.Deadline - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
        "get_TraceId" => call.Header("Lambda-Runtime-Trace-Id"),
        "get_Logger" => Make(method.ReturnType, (m, arguments) => Write(log, m.Name, arguments)),
        "get_Identity" => Identity(method.ReturnType, call.Header("Lambda-Runtime-Cognito-Identity")),
        "get_ClientContext" => Client(method.ReturnType, call.Header("Lambda-Runtime-Client-Context")),
        _ => null,
    });

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = _answer(targetMethod!, args ?? []);
        var type = targetMethod!.ReturnType;
        return answer is null && type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : answer;
    }

    private static object Make(Type type, Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = Create(type, typeof(ContextProxy));
        ((ContextProxy)proxy)._answer = answer;
        return proxy;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    private static object? Identity(Type type, string? json)
    {
        using var identity = JsonDocument.Parse(json ?? "{}");
        var (id, pool) = (Text(identity.RootElement, "cognitoIdentityId"), Text(identity.RootElement, "cognitoIdentityPoolId"));
        return Make(type, (m, _) => m.Name switch { "get_IdentityId" => id, "get_IdentityPoolId" => pool, _ => null });
    }

    private static object? Client(Type type, string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var (custom, environment) = (Map(root, "custom"), Map(root, "env"));
        var client = root.TryGetProperty("client", out var c) ? Map(c) : [];
        return Make(type, (m, _) => m.Name switch
        {
            "get_Custom" => custom,
            "get_Environment" => environment,
            "get_Client" => Make(m.ReturnType, (part, _) => part.Name.StartsWith("get_", StringComparison.Ordinal) ? client.FirstOrDefault(p => p.Key.Replace("_", "", StringComparison.Ordinal).Equals(part.Name[4..], StringComparison.OrdinalIgnoreCase)).Value : null),
            _ => null,
        });
    }

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static Dictionary<string, string> Map(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? Map(value) : [];

    private static Dictionary<string, string> Map(JsonElement map) => map.ValueKind == JsonValueKind.Object ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal) : [];

    /// <summary>The logger's many overloads: an optional level, an optional exception, a text, and values for the text's <c>{names}</c>.</summary>
    private static object? Write(FunctionLog log, string method, object?[] arguments)
    {
        var rest = new Queue<object?>(arguments);
        var level = method is "Log" or "LogLine" ? "Information" : method[3..];
        if (method == "Log" && arguments.Length > 1 && rest.Dequeue() is { } given) level = given.ToString()!;
        var exception = rest.TryPeek(out var first) && first is Exception ? (Exception?)rest.Dequeue() : null;
        var text = rest.TryDequeue(out var message) ? message?.ToString() ?? "" : "";
        if (rest.TryDequeue(out var values) && values is object?[] all) text = Fill(text, all);
        log.Write(level, exception is null ? text.TrimEnd('\n') : $"{text}\n{exception}");
        return null;
    }

    private static string Fill(string template, object?[] values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0 || next >= values.Length)
            {
                text.Append(template[i]);
                continue;
            }
            text.Append(Convert.ToString(values[next++], CultureInfo.InvariantCulture));
            i = end;
        }
        return text.ToString();
    }
}
