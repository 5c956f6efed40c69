using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>One notification for one target, as it waits in the outbox.</summary>
internal sealed record Notice(string TargetArn, string BucketArn, string Account, string Region, string Message, string? TraceHeader = null);

/// <summary>Tells queues, topics and functions what happens to objects: the event stands in the transaction of the change, its delivery follows.</summary>
internal sealed partial class Notifier(Lazy<ICloudCalls> calls, IEnumerable<IFunctionInvoker> functions, ILogger<Notifier> log)
{
    private const string Service = "s3.amazonaws.com";

    private static readonly EventType<Notice> Type = new("s3.notice", JsonRecord.Codec(() => S3Json.Default.Notice));

    public IEventHandler Handler() => EventHandlers.For(Type, (notice, _, ct) => DeliverAsync(notice, ct));

    /// <summary>Publishes a change to every target that wants to hear of it.</summary>
    public async ValueTask PublishAsync(IWriteTransaction tx, BucketRecord bucket, string eventName, string key, ObjectRecord o, long place, Guid eventId, CallContext call)
    {
        if (bucket.Notifications is not { } settings) return;
        var number = 0;
        foreach (var target in NotificationRules.Targets(settings))
        {
            number++;
            if (!NotificationRules.Hears(target, eventName, key)) continue;
            var notice = new Notice(target.Arn, bucket.Arn, bucket.Account, bucket.Region, EventMessage.Write(bucket, target.Id, eventName, key, o, place, call), call.TraceHeader);
            await tx.PublishAsync(Type.Create($"s3/{bucket.Id}/{number}/{key}", $"{eventId:N}{number}", notice));
        }
    }

    /// <summary>Sends a test event to queues and topics; a target that cannot be reached is refused.</summary>
    public async ValueTask ValidateAsync(BucketRecord bucket, NotificationConfiguration settings, CallContext call)
    {
        foreach (var target in NotificationRules.Targets(settings))
        {
            try
            {
                if (Arn.TryParse(target.Arn, out var arn) && arn.Service == "lambda")
                {
                    if (!functions.Any()) throw CommonException.NotSupported("The service lambda");
                    continue;
                }
                await SendAsync(new Notice(target.Arn, bucket.Arn, bucket.Account, bucket.Region, EventMessage.WriteTest(bucket, call)), call.Cancelled);
            }
            catch (AwsException e) when (e is not CommonException { Kind: CommonError.NotSupported })
            {
                throw new InvalidArgument("Unable to validate the following destination configurations", target.Arn, e.Message);
            }
        }
    }

    private async ValueTask DeliverAsync(Notice notice, CancellationToken ct)
    {
        try
        {
            await SendAsync(notice, ct);
        }
        catch (AwsException e) when (e is not CommonException { Kind: CommonError.Throttling or CommonError.ServiceUnavailable or CommonError.InternalFailure })
        {
            // AWS: a target that refuses loses the event; the bucket goes on.
            LogRefused(log, notice.TargetArn, e.Message);
        }
    }

    private async ValueTask SendAsync(Notice notice, CancellationToken ct)
    {
        if (!Arn.TryParse(notice.TargetArn, out var arn)) throw new InvalidArgument("The ARN could not be parsed", "arn", notice.TargetArn);
        var principal = Principal.Service(Service, notice.Account, notice.BucketArn);
        switch (arn.Service)
        {
            case "sqs":
                var message = new JsonObject { ["QueueUrl"] = $"http://localhost/{arn.Account}/{arn.Resource}", ["MessageBody"] = notice.Message };
                if (notice.TraceHeader is { } trace) message["MessageSystemAttributes"] = new JsonObject { ["AWSTraceHeader"] = new JsonObject { ["DataType"] = "String", ["StringValue"] = trace } };
                await CallAsync(principal, arn, "SendMessage", message, ct);
                break;
            case "sns":
                await CallAsync(principal, arn, "Publish", new JsonObject { ["TopicArn"] = notice.TargetArn, ["Subject"] = "Amazon S3 Notification", ["Message"] = notice.Message }, ct);
                break;
            case "lambda":
                var invoker = functions.FirstOrDefault() ?? throw CommonException.NotSupported("The service lambda");
                await invoker.InvokeAsync(
                    new FunctionCall { FunctionArn = notice.TargetArn, Caller = principal, Payload = Encoding.UTF8.GetBytes(notice.Message), SourceArn = notice.BucketArn, TraceHeader = notice.TraceHeader, IsEvent = true }, ct);
                break;
            default:
                throw CommonException.NotSupported($"A notification to {arn.Service}");
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> CallAsync(Principal principal, Arn target, string operation, JsonObject input, CancellationToken ct) =>
        calls.Value.CallDocumentAsync(principal, target.Region, target.Service, operation, Encoding.UTF8.GetBytes(input.ToJsonString()), ct);

    [LoggerMessage(1, LogLevel.Warning, "A notification to {Target} was refused and is lost: {Reason}")]
    private static partial void LogRefused(ILogger log, string target, string reason);
}

/// <summary>The JSON that targets get.</summary>
internal static class EventMessage
{
    public static string Write(BucketRecord bucket, string? configuration, string eventName, string key, ObjectRecord o, long place, CallContext call) => Text(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("Records");
        w.WriteStartObject();
        w.WriteString("eventVersion", "2.1");
        w.WriteString("eventSource", "aws:s3");
        w.WriteString("awsRegion", bucket.Region);
        w.WriteString("eventTime", Time(call.Now));
        w.WriteString("eventName", eventName);
        w.WriteStartObject("userIdentity");
        w.WriteString("principalId", $"AWS:{call.Caller.Id}");
        w.WriteEndObject();
        w.WriteStartObject("requestParameters");
        w.WriteString("sourceIPAddress", call.SourceIp ?? "127.0.0.1");
        w.WriteEndObject();
        w.WriteStartObject("responseElements");
        w.WriteString("x-amz-request-id", call.RequestId);
        w.WriteString("x-amz-id-2", call.RequestId);
        w.WriteEndObject();
        w.WriteStartObject("s3");
        w.WriteString("s3SchemaVersion", "1.0");
        w.WriteString("configurationId", configuration);
        w.WriteStartObject("bucket");
        w.WriteString("name", bucket.Name);
        w.WriteStartObject("ownerIdentity");
        w.WriteString("principalId", BucketNames.CanonicalId(bucket.Account)[..14].ToUpperInvariant());
        w.WriteEndObject();
        w.WriteString("arn", bucket.Arn);
        w.WriteEndObject();
        w.WriteStartObject("object");
        // AWS: the key is encoded as in a form.
        w.WriteString("key", Listing.Encode(key, true)!.Replace("%20", "+", StringComparison.Ordinal));
        if (eventName.StartsWith("ObjectCreated", StringComparison.Ordinal)) w.WriteNumber("size", o.Size);
        if (o.ETag.Length > 0 && !eventName.StartsWith("ObjectRemoved", StringComparison.Ordinal)) w.WriteString("eTag", o.ETag);
        if (o.VersionId is not null) w.WriteString("versionId", o.VersionId);
        w.WriteString("sequencer", place.ToString("X16", CultureInfo.InvariantCulture));
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
    });

    public static string WriteTest(BucketRecord bucket, CallContext call) => Text(w =>
    {
        w.WriteStartObject();
        w.WriteString("Service", "Amazon S3");
        w.WriteString("Event", "s3:TestEvent");
        w.WriteString("Time", Time(call.Now));
        w.WriteString("Bucket", bucket.Name);
        w.WriteString("RequestId", call.RequestId);
        w.WriteString("HostId", call.RequestId);
        w.WriteEndObject();
    });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer)) write(w);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
