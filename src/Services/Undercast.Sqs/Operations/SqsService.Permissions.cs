using Undercast.Kernel;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public ValueTask AddPermission(AddPermissionInput input, CallContext call)
    {
        if (input.Actions is not { Count: > 0 } actions) throw SqsFaults.Missing("ActionName");
        if (input.AWSAccountIds is not { Count: > 0 } accounts) throw SqsFaults.Missing("AWSAccountIds");
        if (string.IsNullOrEmpty(input.Label)) throw SqsFaults.Missing("Label");
        if (input.Label.Length > 80 || input.Label.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw SqsFaults.Invalid(input.Label, "Label", "A label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
        return UpdateAsync(input.QueueUrl, call, (_, key, queue) =>
            new ValueTask<QueueRecord>(queue with { Policy = PolicyRules.Add(queue.Policy, QueueNames.Arn(key), input.Label, accounts, actions) }));
    }

    public ValueTask RemovePermission(RemovePermissionInput input, CallContext call)
    {
        if (string.IsNullOrEmpty(input.Label)) throw SqsFaults.Missing("Label");
        return UpdateAsync(input.QueueUrl, call, (_, _, queue) => new ValueTask<QueueRecord>(queue with { Policy = PolicyRules.Remove(queue.Policy, input.Label) }));
    }
}
