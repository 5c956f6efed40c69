using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Decides whether a caller may do what an operation's contract asks for.</summary>
public interface IAuthorizer
{
    /// <summary>Returns when every permission is granted.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="permissions">The actions and resources, computed from the input; every one must be granted.</param>
    /// <param name="input">The input record, for conditions that look at it.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="CommonException"><see cref="CommonError.AccessDenied"/> or <see cref="CommonError.MissingAuthenticationToken"/>.</exception>
    ValueTask AuthorizeAsync(OperationDescriptor operation, IReadOnlyList<Permission> permissions, object input, CallContext call);
}

/// <summary>Lets the account itself and the services of this cloud do everything, and nobody else anything; stands in until policies are evaluated.</summary>
internal sealed class RootOnlyAuthorizer : IAuthorizer
{
    public ValueTask AuthorizeAsync(OperationDescriptor operation, IReadOnlyList<Permission> permissions, object input, CallContext call)
    {
        if (call.Caller.Kind is PrincipalKind.Root or PrincipalKind.Service) return default;
        // An operation that asks for nothing and may be reached without credentials checks in its own rules (sign-in, web identity).
        if (operation.AllowAnonymous && permissions.Count == 0) return default;
        if (call.Caller.Kind == PrincipalKind.Anonymous && !operation.AllowAnonymous) throw SignatureErrors.MissingToken();
        throw Denied(operation, permissions, call);
    }

    private static CommonException Denied(OperationDescriptor operation, IReadOnlyList<Permission> permissions, CallContext call)
    {
        var (action, resource) = permissions.Count > 0 ? permissions[0] : new Permission($"{operation.Api.SigningName}:{operation.Name}", "*");
        var caller = call.Caller.Kind == PrincipalKind.Anonymous ? "anonymous" : call.Caller.Arn;
        return new CommonException(
            CommonError.AccessDenied,
            $"User: {caller} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action");
    }
}
