using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>The permissions of operations whose resource does not depend on the call.</summary>
public static class ConstantPermissions
{
    /// <summary>Answers the same list for every call.</summary>
    public static Func<object, CallContext, IReadOnlyList<Permission>> Of(params Permission[] permissions) => (_, _) => permissions;
}
