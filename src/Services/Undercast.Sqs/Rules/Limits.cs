namespace Undercast.Sqs;

/// <summary>The quotas of the service.</summary>
internal static class Limits
{
    // AWS: 1 MiB for a message and for a batch since August 2025 (SQS quotas: message size).
    public const int MessageBytes = 1_048_576;
    public const int MessageBytesMin = 1_024;
    public const int BatchEntries = 10;
    public const int MessageAttributes = 10;
    public const int VisibilitySeconds = 43_200;
    public const int DelaySeconds = 900;
    public const int RetentionMin = 60;
    public const int RetentionMax = 1_209_600;
    public const int WaitSeconds = 20;
    // AWS: about 120,000 messages in flight, for standard and FIFO queues (SQS quotas: messages per queue, in flight).
    public const int InFlight = 120_000;
    public const int Tags = 50;
    public const int PolicyStatements = 20;
    public const int ListResults = 1_000;
    public static readonly TimeSpan Deduplication = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ReceiveAttempt = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan NameRest = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan PurgeRest = TimeSpan.FromSeconds(60);
}
