namespace Undercast.CloudFormation;

/// <summary>Names of stacks, and what may be done in which status.</summary>
internal static class StackNames
{
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static void Check(string name)
    {
        var valid = name.Length is > 0 and <= 128 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
        if (!valid)
        {
            throw CloudFormationFaults.Invalid(
                $"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        }
    }

    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static void CheckUpdatable(StackRecord stack)
    {
        if (stack.Status is not (StackStatus.CreateComplete or StackStatus.UpdateComplete or StackStatus.UpdateRollbackComplete or StackStatus.UpdateFailed or StackStatus.ImportComplete or StackStatus.ImportRollbackComplete))
            throw CloudFormationFaults.Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
    }
}
