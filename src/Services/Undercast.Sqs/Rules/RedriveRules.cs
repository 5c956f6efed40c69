using System.Globalization;
using System.Text.Json;

namespace Undercast.Sqs;

/// <summary>Redrive policies and redrive-allow policies: their form, their limits, and whether one admits the other.</summary>
internal static class RedriveRules
{
    public readonly record struct Redrive(string DeadLetterArn, int MaxReceiveCount);

    private const string AllowFormat =
        "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.";

    /// <summary>Reads a redrive policy; whether the target exists is for the caller to ask.</summary>
    public static Redrive Read(string text, string ownName)
    {
        using var document = Parse(text) ?? throw SqsFaults.Invalid("Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.");
        var root = document.RootElement;
        Exception Bad(string reason) => SqsFaults.Invalid(text, "RedrivePolicy", reason);
        if (!root.TryGetProperty("maxReceiveCount", out var count)) throw Bad("Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        if (!root.TryGetProperty("deadLetterTargetArn", out var arn)) throw Bad("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not ("maxReceiveCount" or "deadLetterTargetArn"))
                throw Bad("Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].");
        }
        var countText = count.ValueKind == JsonValueKind.String ? count.GetString()! : count.GetRawText();
        if (!int.TryParse(countText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var max) || max is < 1 or > 1000)
            throw Bad($"Invalid value for maxReceiveCount: {countText}, valid values are from 1 to 1000 both inclusive.");
        if (arn.ValueKind != JsonValueKind.String || !QueueNames.TryParseArn(arn.GetString(), out var target))
            throw Bad("Only SQS queues are valid resources for deadLetterTargetArn.");
        if (target.Name.EndsWith(QueueNames.FifoSuffix, StringComparison.Ordinal) != ownName.EndsWith(QueueNames.FifoSuffix, StringComparison.Ordinal))
            throw Bad("Dead-letter queue must be same type of queue as the source.");
        return new Redrive(arn.GetString()!, max);
    }

    public static Exception TargetMissing(string text) => SqsFaults.Invalid(text, "RedrivePolicy", "Dead letter target does not exist.");

    /// <summary>Checks a redrive-allow policy.</summary>
    public static void CheckAllow(string text)
    {
        using var document = Parse(text) ?? throw SqsFaults.Invalid(AllowFormat);
        var (permission, sources) = ReadAllow(document.RootElement);
        Exception Bad(string reason) => SqsFaults.Invalid(text, "RedriveAllowPolicy", "Amazon SQS can't create the redrive allow policy. " + reason);
        if (permission == "byQueue")
        {
            if (sources is null || sources.Count == 0)
                throw Bad("When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.");
            if (sources.Count > 10) throw Bad("The maximum number of source queue ARNs you can specify is 10.");
        }
        else if (sources is not null)
        {
            throw Bad("To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
        }
    }

    /// <summary>Whether a queue with the allow policy <paramref name="text"/> may be the dead-letter queue of <paramref name="sourceArn"/>.</summary>
    public static bool Allows(string? text, string sourceArn)
    {
        if (text is null) return true;
        using var document = Parse(text) ?? throw SqsFaults.Invalid(AllowFormat);
        var (permission, sources) = ReadAllow(document.RootElement);
        return permission switch
        {
            "denyAll" => false,
            "byQueue" => sources?.Contains(sourceArn) ?? false,
            _ => true,
        };
    }

    private static (string Permission, List<string>? Sources) ReadAllow(JsonElement root)
    {
        string? permission = null;
        List<string>? sources = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "redrivePermission" when property.Value.ValueKind == JsonValueKind.String:
                    permission = property.Value.GetString();
                    break;
                case "sourceQueueArns" when property.Value.ValueKind == JsonValueKind.Array:
                    sources = [];
                    foreach (var item in property.Value.EnumerateArray())
                    {
                        if (item.ValueKind != JsonValueKind.String) throw SqsFaults.Invalid(AllowFormat);
                        sources.Add(item.GetString()!);
                    }
                    break;
                default:
                    throw SqsFaults.Invalid(AllowFormat);
            }
        }
        if (permission is not ("allowAll" or "denyAll" or "byQueue")) throw SqsFaults.Invalid(AllowFormat);
        return (permission, sources);
    }

    private static JsonDocument? Parse(string text)
    {
        if (!JsonTexts.IsReadable(text)) return null;
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
