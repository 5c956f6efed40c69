using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Sends matching events to the functions that subscribe to them.</summary>
internal static class Subscriptions
{
    public static readonly EventType<SubscriptionPayload> Type = new("logs.subscription", JsonRecord.Codec(() => LogsJson.Default.SubscriptionPayload));

    // The invoker is looked up at use: it writes logs itself.
    public static IEventHandler Handler(IServiceProvider services) => EventHandlers.For(Type, async (payload, _, ct) =>
    {
        if (services.GetService<IFunctionInvoker>() is not { } invoker) return;
        var call = new FunctionCall
        {
            FunctionArn = payload.Destination,
            Caller = Principal.Service("logs.amazonaws.com", payload.Account),
            Payload = Event(payload),
            SourceArn = $"{LogNames.GroupArn(new GroupKey(payload.Account, payload.Region, payload.Group))}:*",
            IsEvent = true,
        };
        try
        {
            await invoker.InvokeAsync(call, ct);
        }
        catch (AwsException)
        {
            // AWS: what a destination refuses is dropped; the function is gone or does not admit this service.
        }
    });

    private static byte[] Event(SubscriptionPayload payload)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var json = new Utf8JsonWriter(zip))
        {
            json.WriteStartObject();
            json.WriteString("messageType", "DATA_MESSAGE");
            json.WriteString("owner", payload.Account);
            json.WriteString("logGroup", payload.Group);
            json.WriteString("logStream", payload.Stream);
            json.WriteStartArray("subscriptionFilters");
            json.WriteStringValue(payload.Filter);
            json.WriteEndArray();
            json.WriteStartArray("logEvents");
            foreach (var e in payload.Events)
            {
                json.WriteStartObject();
                json.WriteString("id", e.Id);
                json.WriteNumber("timestamp", e.Timestamp);
                json.WriteString("message", e.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, Dictionary<string, string>> { ["awslogs"] = new() { ["data"] = Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length) } });
    }
}
