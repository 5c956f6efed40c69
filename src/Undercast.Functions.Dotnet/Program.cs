using System.Globalization;
using System.Text;

namespace Undercast.Functions.Dotnet;

// The .NET bootstrap, inside a function's process:
//   1 load    the handler's assembly, type, method and serializer
//   2 next    take a call from the Runtime API
//   3 run     the handler
//   4 answer  its result or its exception; back to 2

/// <summary>Runs a handler of a class library.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        // Read before the function's code can see it.
        var socket = Take("UNDERCAST_RUNTIME_SOCKET");
        var json = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT") == "JSON";
        var log = new FunctionLog(Console.OpenStandardOutput(), json, Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL"));
        Console.SetOut(log.WriterOf("Information"));
        Console.SetError(log.WriterOf("Error"));
        using var api = new RuntimeClient(socket);
        Handler handler;
        try
        {
            handler = Handler.Load(Environment.GetEnvironmentVariable("_HANDLER") ?? "", Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT") ?? ".");
        }
        catch (Exception e)
        {
            var document = ErrorDocument.Of(e);
            log.Write("Critical", Encoding.UTF8.GetString(document));
            api.Post("init/error", document, ErrorDocument.TypeOf(e));
            return 1;
        }
        while (api.Next() is { } call)
        {
            log.RequestId = call.RequestId;
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", call.Header("Lambda-Runtime-Trace-Id"));
            byte[] answer;
            try
            {
                answer = await handler.RunAsync(call, log);
            }
            catch (Exception e)
            {
                var cause = ErrorDocument.Unwrap(e);
                log.Write("Error", cause.ToString());
                api.Post($"invocation/{call.RequestId}/error", ErrorDocument.Of(cause), ErrorDocument.TypeOf(cause));
                continue;
            }
            api.Post($"invocation/{call.RequestId}/response", answer, null);
        }
        return 0;
    }

    private static string Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }
}

/// <summary>One call as the Runtime API hands it over.</summary>
internal sealed class RuntimeCall(IReadOnlyDictionary<string, string> headers, byte[] payload)
{
    public string RequestId { get; } = headers["lambda-runtime-aws-request-id"];

    public byte[] Payload { get; } = payload;

    public DateTimeOffset Deadline { get; } = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(headers["lambda-runtime-deadline-ms"], CultureInfo.InvariantCulture));

    public string? Header(string name) => headers.GetValueOrDefault(name.ToLowerInvariant());
}
