using System.Globalization;

namespace Undercast.Sqs;

/// <summary>When and how far the visibility of a received message may be changed.</summary>
internal static class VisibilityRules
{
    public static int Timeout(int? given, string? missingName = null)
    {
        if (given is not { } seconds) throw SqsFaults.Missing(missingName ?? "VisibilityTimeout");
        if (seconds is < 0 or > Limits.VisibilitySeconds)
            throw SqsFaults.Invalid(seconds.ToString(CultureInfo.InvariantCulture), "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200.");
        return seconds;
    }

    public static void Check(DateTimeOffset visibleAt, DateTimeOffset? lastReceived, int timeout, DateTimeOffset now)
    {
        if (visibleAt <= now) throw new MessageNotInflight();
        // AWS: twelve hours count from the receive, not from the last change (SQS visibility timeout).
        if (lastReceived is { } received && now.AddSeconds(timeout) > received.AddSeconds(Limits.VisibilitySeconds))
            throw SqsFaults.Invalid(timeout.ToString(CultureInfo.InvariantCulture), "VisibilityTimeout",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
    }

    public static Exception Gone(string handle) =>
        SqsFaults.Invalid(handle, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");

    public static Exception Expired(string handle) => SqsFaults.Invalid(handle, "ReceiptHandle", "The receipt handle has expired.");
}
