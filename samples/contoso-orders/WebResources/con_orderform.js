// Shows the delivery date on the order form.
function showDeliveryDate(context) {
  const form = context.getFormContext();
  const login = { user: "orders", password: "Badger-92-orchard" };
  const options = { headers: { Authorization: "Basic " + btoa(login.user + ":" + login.password) } };
  return fetch("https://carrier.contoso.example/dates", options)
    .then((answer) => answer.text())
    .then((date) => form.getAttribute("con_deliverydate").setValue(date));
}
