using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>What an event source mapping may be.</summary>
internal static class MappingRules
{
    // AWS: five filters.
    private const int MostFilters = 5;

    public static Arn Source(string text)
    {
        if (!Arn.TryParse(text, out var arn)) throw new InvalidParameterValueException($"The provided event source ARN {text} is invalid.");
        if (arn.Service is "sqs" || (arn.Service is "dynamodb" && arn.Resource.Contains("/stream/", StringComparison.Ordinal))) return arn;
        if (arn.Service is "kinesis" or "kafka" or "mq" or "rds") throw CommonException.NotSupported($"An event source mapping of {arn.Service}");
        throw new InvalidParameterValueException("Unrecognized event source, must be kinesis, dynamodb stream or sqs.");
    }

    public static int DefaultBatch(Arn source) => source.Service == "sqs" ? 10 : 100;

    public static bool ReportsItems(IReadOnlyList<string>? types) => types?.Contains("ReportBatchItemFailures") == true;

    public static void CheckStart(Arn source, string? position)
    {
        if (source.Service == "sqs")
        {
            if (position is not null) throw new InvalidParameterValueException("StartingPosition is not valid for SQS event sources.");
            return;
        }
        if (position is null) throw new InvalidParameterValueException("1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.");
        if (position == "AT_TIMESTAMP") throw new InvalidParameterValueException($"Unsupported starting position for arn type: {source}");
    }

    public static IReadOnlyList<string>? Filters(FilterCriteria? criteria)
    {
        if (criteria?.Filters is not { Count: > 0 } filters) return null;
        if (filters.Count > MostFilters) throw new InvalidParameterValueException("Filters may have at most 5 patterns.");
        var patterns = filters.Select(f => f.Pattern ?? "{}").ToArray();
        foreach (var pattern in patterns) EventPatterns.Check(pattern);
        return patterns;
    }

    public static MappingRecord Checked(Arn source, MappingRecord m)
    {
        if (source.Service == "sqs")
        {
            var fifo = source.Resource.EndsWith(".fifo", StringComparison.Ordinal);
            if (fifo && m.BatchSize > 10) throw new InvalidParameterValueException("Batch size must be at most 10 for FIFO queues.");
            if (fifo && m.Window > 0) throw new InvalidParameterValueException("Batching window is not supported for FIFO queues.");
            // AWS: more than ten messages only within a window.
            if (m.BatchSize > 10 && m.Window == 0) throw new InvalidParameterValueException("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
            if (m.Tumbling > 0) throw new InvalidParameterValueException("Tumbling windows are not supported for SQS event sources.");
            return m;
        }
        // AWS: more than a hundred records only within a window; a window's state belongs to a whole shard.
        if (m.Tumbling > 0 && m.Parallelization > 1) throw new InvalidParameterValueException("Tumbling window is not supported with a parallelization factor greater than 1.");
        if (m.OnFailure is { Length: > 0 } text && (!Arn.TryParse(text, out var destination) || destination.Service is not ("sqs" or "sns" or "s3")))
            throw new InvalidParameterValueException($"The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination={text})) is invalid.");
        return m;
    }

    /// <summary>Asks the source whether the function's role may read it.</summary>
    public static async ValueTask CheckReachableAsync(ICloudCalls calls, Principal role, Arn source, string arn, int timeout, CancellationToken ct)
    {
        try
        {
            if (source.Service != "sqs")
            {
                await calls.CallDocumentAsync(role, source.Region, "streams.dynamodb", "DescribeStream", Encoding.UTF8.GetBytes(new JsonObject { ["StreamArn"] = arn }.ToJsonString()), ct);
                return;
            }
            var input = new JsonObject { ["QueueUrl"] = Deliveries.QueueUrl(source), ["AttributeNames"] = new JsonArray("VisibilityTimeout") };
            var answer = JsonNode.Parse((await calls.CallDocumentAsync(role, source.Region, "sqs", "GetQueueAttributes", Encoding.UTF8.GetBytes(input.ToJsonString()), ct)).Span);
            var visibility = int.Parse((string)answer!["Attributes"]!["VisibilityTimeout"]!, System.Globalization.CultureInfo.InvariantCulture);
            if (visibility < timeout) throw new InvalidParameterValueException($"Queue visibility timeout: {visibility} seconds is less than Function timeout: {timeout} seconds");
        }
        catch (CommonException e) when (e.Kind == CommonError.AccessDenied)
        {
            throw new InvalidParameterValueException(source.Service == "sqs"
                ? "The provided execution role does not have permissions to call ReceiveMessage on SQS"
                : "Cannot access stream " + arn + ". Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.");
        }
        catch (AwsException e) when (e is not (InvalidParameterValueException or CommonException))
        {
            throw new InvalidParameterValueException(source.Service == "sqs"
                ? $"Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: {e.Message}"
                : $"Stream not found: {arn}");
        }
    }
}
