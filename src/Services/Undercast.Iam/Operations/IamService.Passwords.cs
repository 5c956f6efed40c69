using Undercast.Kernel;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    // AWS: the longest memory that a password policy can ask for.
    private const int MostRemembered = 24;

    private static LoginProfile LoginOf(EntityRecord user) => new() { UserName = user.Name, CreateDate = user.Login!.Created, PasswordResetRequired = user.Login.ResetRequired };

    private static NoSuchEntityException NoLogin(string name) => new($"Login Profile for User {name} cannot be found.");

    private static string Conforming(string password, PasswordPolicyRecord? policy) =>
        Passwords.Conforms(password, policy) ? password : throw new PasswordPolicyViolationException("Password does not conform to the account password policy.");

    public async ValueTask<CreateLoginProfileOutput> CreateLoginProfile(CreateLoginProfileInput input, CallContext call)
    {
        var name = UserNameOf(input.UserName, call);
        // AWS: the model has the password as optional for one kind of caller only, which does not exist here.
        if (input.Password is not { } password) throw IamFaults.Validation("1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null");
        var hash = Passwords.Hash(password);
        var user = await UpdateAsync(call, EntityKind.User, name, async (tx, found) =>
        {
            if (found.Login is not null) throw new EntityAlreadyExistsException($"Login Profile for user {found.Name} already exists.");
            Conforming(password, (await AccountAsync(tx, call)).Passwords);
            return found with { Login = new LoginRecord(hash, call.Now, call.Now, input.PasswordResetRequired == true) };
        });
        return new CreateLoginProfileOutput { LoginProfile = LoginOf(user) };
    }

    public async ValueTask<GetLoginProfileOutput> GetLoginProfile(GetLoginProfileInput input, CallContext call)
    {
        var user = await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call)));
        return new GetLoginProfileOutput { LoginProfile = user.Login is null ? throw NoLogin(user.Name) : LoginOf(user) };
    }

    public async ValueTask UpdateLoginProfile(UpdateLoginProfileInput input, CallContext call)
    {
        var name = UserNameOf(input.UserName, call);
        if (input.Password is { } password) await SetPasswordAsync(call, name, password, null, input.PasswordResetRequired);
        else await UpdateAsync(call, EntityKind.User, name, u => u with { Login = (u.Login ?? throw NoLogin(u.Name)) with { ResetRequired = input.PasswordResetRequired ?? u.Login.ResetRequired } });
    }

    public async ValueTask DeleteLoginProfile(DeleteLoginProfileInput input, CallContext call) =>
        await UpdateAsync(call, EntityKind.User, UserNameOf(input.UserName, call), u => u.Login is null ? throw NoLogin(u.Name) : u with { Login = null });

    /// <remarks>AWS: an account whose password policy lets users change their passwords needs no policy for it.</remarks>
    public async ValueTask ChangePassword(ChangePasswordInput input, CallContext call)
    {
        if (call.Caller.Kind == PrincipalKind.Anonymous) throw new CommonException(CommonError.MissingAuthenticationToken, "Request is missing Authentication Token");
        if (call.Caller.Kind != PrincipalKind.User) throw new InvalidUserTypeException("Only IAM Users can change their own password");
        var policy = (await AccountAsync(call)).Passwords;
        if (policy?.UsersChange != true) await authorizer.DemandAsync(call, "iam:ChangePassword", call.Caller.Arn);
        await SetPasswordAsync(call, Arns.NameOf(call.Caller.Arn), input.NewPassword, input.OldPassword, resetRequired: false);
    }

    /// <summary>Sets a password that has not been used before; with <paramref name="old"/>, only if that is the one in force.</summary>
    private async ValueTask SetPasswordAsync(CallContext call, string name, string password, string? old, bool? resetRequired)
    {
        // Hashing is slow on purpose, so it happens before the transaction, which then makes sure that nothing has changed.
        var (policy, user) = await ReadAsync(call, async tx => ((await AccountAsync(tx, call)).Passwords, await FindAsync(tx, call, EntityKind.User, name)));
        var login = user.Login ?? throw NoLogin(user.Name);
        if (old is not null)
        {
            if (!Passwords.Matches(old, login.Hash)) throw new CommonException(CommonError.AccessDenied, "The old password was incorrect.");
            // AWS: with a hard expiry only an administrator can set a password that has expired.
            if (policy is { HardExpiry: true, MaxAgeDays: { } days } && login.Changed.AddDays(days) <= call.Now) throw new CommonException(CommonError.AccessDenied, "The password has expired. Contact your administrator.");
        }
        Conforming(password, policy);
        string[] used = [login.Hash, .. login.Before ?? []];
        if (policy?.Remembered is { } remembered && used.Take(remembered).Any(hash => Passwords.Matches(password, hash)))
            throw new PasswordPolicyViolationException("Password does not conform to the account password policy.");
        var hash = Passwords.Hash(password);
        await UpdateAsync(call, EntityKind.User, name, u => u.Login?.Hash != login.Hash
            ? throw new EntityTemporarilyUnmodifiableException($"Login Profile for User {u.Name} cannot be modified while login profile is being created.")
            : u with { Login = u.Login with { Hash = hash, Changed = call.Now, ResetRequired = resetRequired ?? false, Before = [.. used.Take(MostRemembered - 1)] } });
    }

    public async ValueTask<GetAccountPasswordPolicyOutput> GetAccountPasswordPolicy(GetAccountPasswordPolicyInput input, CallContext call)
    {
        var policy = (await AccountAsync(call)).Passwords ?? throw new NoSuchEntityException($"The Password Policy with domain name {call.Account} cannot be found.");
        return new GetAccountPasswordPolicyOutput
        {
            PasswordPolicy = new PasswordPolicy
            {
                MinimumPasswordLength = policy.Shortest,
                RequireSymbols = policy.Symbols,
                RequireNumbers = policy.Numbers,
                RequireUppercaseCharacters = policy.Uppercase,
                RequireLowercaseCharacters = policy.Lowercase,
                AllowUsersToChangePassword = policy.UsersChange,
                ExpirePasswords = policy.MaxAgeDays is not null,
                MaxPasswordAge = policy.MaxAgeDays,
                PasswordReusePrevention = policy.Remembered,
                HardExpiry = policy.HardExpiry,
            },
        };
    }

    public ValueTask UpdateAccountPasswordPolicy(UpdateAccountPasswordPolicyInput input, CallContext call) => ChangeAccountAsync(call, account => account with
    {
        Passwords = new PasswordPolicyRecord
        {
            Shortest = input.MinimumPasswordLength ?? 6,
            Symbols = input.RequireSymbols == true,
            Numbers = input.RequireNumbers == true,
            Uppercase = input.RequireUppercaseCharacters == true,
            Lowercase = input.RequireLowercaseCharacters == true,
            UsersChange = input.AllowUsersToChangePassword == true,
            MaxAgeDays = input.MaxPasswordAge,
            Remembered = input.PasswordReusePrevention,
            HardExpiry = input.HardExpiry,
        },
    });

    public ValueTask DeleteAccountPasswordPolicy(DeleteAccountPasswordPolicyInput input, CallContext call) => ChangeAccountAsync(call, account => account.Passwords is null
        ? throw new NoSuchEntityException("The account policy with name PasswordPolicy cannot be found.")
        : account with { Passwords = null });
}
