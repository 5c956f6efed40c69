using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Errors that have no shape of their own: all of them are <c>ValidationError</c> on the wire.</summary>
internal static class CloudFormationFaults
{
    public static CommonException Invalid(string message) => new(CommonError.Validation, message);

    public static CommonException NoStack(string name) => Invalid($"Stack with id {name} does not exist");

    public static CommonException NoStackNamed(string name) => Invalid($"Stack [{name}] does not exist");
}
