using Undercast.Kernel;

namespace Undercast.Sqs;

/// <summary>Names, URLs and ARNs of queues.</summary>
internal static class QueueNames
{
    public const string FifoSuffix = ".fifo";

    public static string Arn(QueueKey key) => new Arn(Kernel.Arn.PartitionOf(key.Region), "sqs", key.Region, key.Account, key.Name).ToString();

    public static string Url(QueueKey key, CallContext call) => $"{call.Endpoint}/{key.Account}/{key.Name}";

    public static bool TryParseArn(string? text, out QueueKey key)
    {
        key = default;
        if (!Kernel.Arn.TryParse(text, out var arn) || arn.Service != "sqs" || arn.Region.Length == 0 || arn.Account.Length == 0) return false;
        key = new QueueKey(arn.Account, arn.Region, arn.Resource);
        return true;
    }

    /// <summary>Reads <c>…/account/name</c> with any host, <c>…/queue/region/account/name</c>, or a bare name.</summary>
    public static QueueKey FromUrl(string? url, CallContext call)
    {
        if (string.IsNullOrEmpty(url)) throw SqsFaults.Missing("QueueUrl");
        var text = url.AsSpan().TrimEnd('/');
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 && !text.Contains('/')) return new QueueKey(call.Account, call.Region, url);
        if (scheme >= 0) text = text[(scheme + 3)..];
        var nameAt = text.LastIndexOf('/');
        if (nameAt <= 0) throw new QueueDoesNotExist();
        var name = text[(nameAt + 1)..];
        var rest = text[..nameAt];
        var accountAt = rest.LastIndexOf('/');
        var account = rest[(accountAt + 1)..];
        if (!IsAccount(account) || name.IsEmpty) throw new QueueDoesNotExist();
        return new QueueKey(account.ToString(), RegionOf(accountAt < 0 ? default : rest[..accountAt]) ?? call.Region, name.ToString());
    }

    // The region of https://sqs.REGION.amazonaws.com/…, https://REGION.queue.amazonaws.com/… and https://host/queue/REGION/….
    private static string? RegionOf(ReadOnlySpan<char> before)
    {
        var pathAt = before.IndexOf('/');
        if (pathAt >= 0)
        {
            var path = before[(pathAt + 1)..];
            return path.StartsWith("queue/", StringComparison.Ordinal) && !path["queue/".Length..].Contains('/') ? path["queue/".Length..].ToString() : null;
        }
        if (before.StartsWith("sqs.", StringComparison.Ordinal))
        {
            var host = before["sqs.".Length..];
            var end = host.IndexOf('.');
            return end > 0 && host[..end].Contains('-') ? host[..end].ToString() : null;
        }
        var dot = before.IndexOf('.');
        return dot > 0 && before[(dot + 1)..].StartsWith("queue.", StringComparison.Ordinal) ? before[..dot].ToString() : null;
    }

    private static bool IsAccount(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Checks the name of a queue to be made.</summary>
    public static void Check(string? name, bool fifo)
    {
        if (name is null) throw SqsFaults.Invalid("Value for parameter QueueName is invalid. Reason: Must specify a queue name.");
        if (name.Length == 0) throw SqsFaults.Invalid("Queue name cannot be empty");
        var plain = fifo && name.EndsWith(FifoSuffix, StringComparison.Ordinal) ? name[..^FifoSuffix.Length] : name;
        if (name.Length > 80 || plain.Length == 0 || plain.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw SqsFaults.Invalid("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        if (fifo && !name.EndsWith(FifoSuffix, StringComparison.Ordinal))
            throw SqsFaults.Invalid("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
    }
}

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class SqsResources
{
    /// <summary>The queue of a URL.</summary>
    public static string Queue(string? queueUrl, CallContext call) => QueueNames.Arn(QueueNames.FromUrl(queueUrl, call));

    /// <summary>The queue of a name, possibly of another account.</summary>
    public static string OwnedQueue(GetQueueUrlInput input, CallContext call) =>
        QueueNames.Arn(new QueueKey(input.QueueOwnerAWSAccountId ?? call.Account, call.Region, input.QueueName ?? ""));

    /// <summary>The queue of an ARN; a malformed one is named by the operation itself.</summary>
    public static string Source(string? sourceArn, CallContext call) => sourceArn ?? "*";

    /// <summary>The source queue of a move task.</summary>
    public static string Task(string? taskHandle, CallContext call) => MoveHandles.TryRead(taskHandle, out var handle) ? handle.SourceArn : "*";
}
