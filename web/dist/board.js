document.querySelector('#board').textContent='board';
